package io.tidegate.app;

import static io.tidegate.app.WireDifference.added;
import static io.tidegate.app.WireDifference.omitted;
import static io.tidegate.app.WireDifference.otherwise;

import java.util.List;
import java.util.stream.Stream;

/** What is decided to be otherwise than in the traces; users read it in docs/compatibility.md. */
final class WireDifferences {

  private WireDifferences() {}

  private static final String OWN_ATTRIBUTES = "v1/devices/me/attributes";
  private static final String OWN_TELEMETRY = "v1/devices/me/telemetry";
  private static final String RESPONSE = "v1/devices/me/rpc/response/";
  private static final String RPC = "v1/gateway/rpc";

  private static final String NO_METHOD = "{\"error\":\"Method not found\",\"code\":404}";

  private static final String REMOTE_CONFIGURATION = "remote configuration is not active yet";

  /** The start of each trace. */
  static final List<WireDifference> START =
      List.of(
          otherwise(
              "the attributes of the gateway go in one message",
              OWN_ATTRIBUTES,
              "{\"totalMemory\"",
              payload ->
                  payload.replace(
                      "}",
                      ",\"Version\":\"3.8.3\",\"TidegateVersion\":\"~\","
                          + "\"active_connectors\":[\"Demo Conn\"]}")),
          omitted(REMOTE_CONFIGURATION, OWN_ATTRIBUTES, "{\"general_configuration\""),
          omitted(REMOTE_CONFIGURATION, OWN_ATTRIBUTES, "{\"Demo Conn\""),
          otherwise(
              REMOTE_CONFIGURATION,
              "v1/devices/me/attributes/request/1",
              "{}",
              _ -> "{\"sharedKeys\":\"RemoteLoggingLevel\"}"),
          otherwise(
              "the dashboards look for msgsReceivedFromPlatform in the other place",
              OWN_TELEMETRY,
              "[{\"machineStats\"",
              payload ->
                  payload.replace(
                      "\"serviceStats\":{", "\"serviceStats\":{\"msgsReceivedFromPlatform\":0,")),
          otherwise(
              "the gateway's own telemetry says when it was so",
              OWN_TELEMETRY,
              "[{",
              payload ->
                  "[{\"ts\":1795305996839,\"values\":"
                      + payload.substring(1, payload.length() - 1)
                      + "}]"));

  private static final WireDifference NO_DISCONNECT =
      omitted(
          "the end of the gateway's connection tells of all its devices",
          "v1/gateway/disconnect",
          "{\"device\":\"Dev A\"}");

  static final List<WireDifference> REQUESTS =
      List.of(
          otherwise(
              "null is no value",
              "v1/gateway/telemetry",
              "{\"Dev A\":[{\"ts\":1000",
              payload -> payload.replace(",\"n\":null", "")),
          otherwise(
              "an accident of the connector in the trace: values within values",
              "v1/gateway/telemetry",
              "{\"Dev B\":[{\"ts\":3000",
              payload -> payload.replace("{\"values\":{\"x\":1}}", "{\"x\":1}")),
          otherwise(
              "records are counted, and those that are acknowledged",
              RESPONSE + 3,
              "{",
              payload -> payload.replaceAll(":[23]", ":4")),
          otherwise("a connector without the method says so", RESPONSE + 11, "{", _ -> NO_METHOD),
          added(
              "a bug in a connector is answered, with quotation marks in it, too",
              RESPONSE + 12,
              "{\"error\":\"a bug in the connector: java.lang.IllegalStateException: say"
                  + " \\\"when\\\"\",\"code\":500}"),
          otherwise(
              "{} is no parameter",
              RESPONSE + 16,
              "{\"error\"",
              _ -> "{\"code\":404,\"message\":\"Provisioned credentials file does not exist.\"}"),
          otherwise(
              "renamed devices as a text are understood",
              RESPONSE + 19,
              "{\"error\"",
              _ -> "{\"success\":true}"),
          added(
              "a renamed device is connected under its new name, so that it gets commands",
              "v1/gateway/connect",
              "{\"device\":\"Dev A2\",\"type\":\"typeA\"}"),
          added(
              "and told of like any that is connected",
              "v1/gateway/attributes",
              "{\"Dev A2\":{\"connectorType\":\"demo\",\"connectorName\":\"Demo Conn\"}}"),
          added(
              "the request to an unknown device is answered at once",
              RPC,
              "{\"device\":\"Unknown\",\"id\":108,\"data\":\"{\\\"error\\\": \\\"device Unknown is not"
                  + " known to the gateway\\\", \\\"success\\\": false}\"}"),
          added(
              "requests go on after one that failed",
              RPC,
              "{\"device\":\"Dev A2\",\"id\":109,\"data\":{\"id\":109,\"method\":\"echo\",\"params\":{}}}",
              "{\"device\":\"Dev A\",\"id\":110,\"data\":{\"id\":110,\"method\":\"echo\",\"params\":{}}}"),
          omitted(
              "a request that fails is no error of the gateway; a bug in the connector is",
              OWN_TELEMETRY,
              "[{\"Demo Conn_ERRORS_COUNT\":1,\"ALL_ERRORS_COUNT\":1}"),
          new WireDifference(
              "as before",
              message ->
                  message.payload().matches("\\[\\{\"Demo Conn_.*service_ERRORS_COUNT\":[789]}]"),
              _ -> Stream.empty()),
          otherwise(
              "as before",
              OWN_TELEMETRY,
              "[{\"Demo Conn_ERRORS_COUNT\":1,\"ALL_ERRORS_COUNT\":3",
              _ ->
                  "[{\"Demo Conn_ERRORS_COUNT\":1,\"ALL_ERRORS_COUNT\":2,\"service_ERRORS_COUNT\":1}]"));

  static final List<WireDifference> LATENCY =
      List.of(
          otherwise(
              "there is no queue of converted data; the time of conversion is known",
              "v1/gateway/telemetry",
              "{\"Dev A\"",
              payload -> payload.replace("getFromConvertedDataQueueTs", "convertedTs")),
          NO_DISCONNECT);

  static final List<WireDifference> PROVISIONING =
      List.of(
          otherwise(
              "data that came before the statistics is in them",
              OWN_TELEMETRY,
              "[{\"machineStats\"",
              payload -> payload.replace("{\"Demo Conn\":{\"storageMsgPushed\":1}}", "{}")),
          new WireDifference(
              "shared attributes are asked for once",
              message ->
                  message.topic().equals("v1/gateway/attributes/request")
                      && message.payload().matches(".*\"id\":[34]}"),
              _ -> Stream.empty()),
          NO_DISCONNECT);
}
