package io.tidegate.app.rpc;

import io.tidegate.connector.Reply;
import io.tidegate.engine.ledger.Counts;
import io.tidegate.engine.ledger.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods of the Python gateway, with its replies. */
final class GatewayMethods {

  private static final String OK = "resp";
  private static final String RENAMED = "an object of old names with the new ones";

  private final OwnGateway gateway;
  private final DeviceLifeCycle devices;
  private final RpcOptions options;

  GatewayMethods(OwnGateway gateway, DeviceLifeCycle devices, RpcOptions options) {
    this.gateway = gateway;
    this.devices = devices;
    this.options = options;
  }

  /** By name, without {@code gateway_}. */
  Map<String, Method> all() {
    return Map.of(
        "ping", _ -> ok("pong"),
        "stats", _ -> stats(),
        "devices", _ -> devices(),
        "version", _ -> version(),
        "update", _ -> update(),
        "device_renamed", this::renamed,
        "device_deleted", this::deleted,
        "remove_provisioned_credentials", _ -> removeCredentials());
  }

  private static Reply ok(String text) {
    return Bodies.of(Bodies.object().put("code", 200).put(OK, text));
  }

  private Reply stats() {
    Map<String, Counts> counts =
        gateway.ledger().connectors().stream()
            .collect(Collectors.toMap(Statement::connector, Statement::counts));
    Map<String, Long> each = new LinkedHashMap<>();
    long produced = 0;
    long sent = 0;
    for (OwnGateway.RunningConnector connector : gateway.connectors()) {
      Counts own = counts.getOrDefault(connector.name(), Counts.ZERO);
      String name = connector.name().replace(" ", "");
      each.merge(name + "EventsProduced", own.read(), Long::sum);
      each.merge(name + "EventsSent", own.delivered(), Long::sum);
      produced += own.read();
      sent += own.delivered();
    }
    ObjectNode body = Bodies.object().put("eventsProduced", produced).put("eventsSent", sent);
    each.forEach(body::put);
    return Bodies.of(body);
  }

  private Reply devices() {
    ObjectNode body = Bodies.object().put("code", 200);
    ObjectNode connectors = body.putObject(OK);
    gateway.devices().forEach(known -> connectors.put(known.device().name(), known.connector()));
    return Bodies.of(body);
  }

  private Reply version() {
    ObjectNode body = Bodies.object();
    body.putObject(OK)
        .put("current_version", options.version())
        .put("latest_version", options.version());
    return Bodies.of(body.put("code", 200));
  }

  /** Nothing is updated from within, so the version that runs is the latest. */
  private static Reply update() {
    return Bodies.of(
        Bodies.object().put(OK, "Congratulations! You have the latest version.").put("code", 200));
  }

  private Reply renamed(Params params) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : params.object(RENAMED).properties()) {
      String to = each.getValue().isString() ? each.getValue().asString() : "";
      if (each.getKey().isBlank() || to.isBlank()) {
        throw Params.wrong(RENAMED, each.getValue());
      }
      names.put(each.getKey(), to);
    }
    names.forEach(devices::renamed);
    return new Reply.Done();
  }

  private Reply deleted(Params params) {
    devices.deleted(params.text("the name of a device"));
    return new Reply.Done();
  }

  private Reply removeCredentials() {
    try {
      return Files.deleteIfExists(options.credentials())
          ? ok("Provisioned credentials file removed successfully.")
          : Bodies.of(
              Bodies.object()
                  .put("code", 404)
                  .put("message", "Provisioned credentials file does not exist."));
    } catch (IOException e) {
      throw new RpcException("the file can't be removed: " + e.getMessage());
    }
  }
}
