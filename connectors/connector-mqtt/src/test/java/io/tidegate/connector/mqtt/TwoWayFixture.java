package io.tidegate.connector.mqtt;

import io.tidegate.connector.Downlink;
import io.tidegate.data.Value;
import io.tidegate.testkit.MosquittoProcess;

/** Commands whose devices answer. */
abstract class TwoWayFixture extends DownwardFixture {

  /** All devices answer on one topic. */
  static final String SHARED = rule("response/all", 5000);

  @Override
  MosquittoProcess.Builder configured(MosquittoProcess.Builder bare) {
    return bare.option("sys_interval 1").option("set_tcp_nodelay true").persistent();
  }

  @Override
  String[] deviceFilters() {
    return new String[] {"request/#"};
  }

  static Downlink ask(String device, int number) {
    return Downward.rpc(device, number, "ask", new Value.Int(number));
  }

  static Downlink rpc(String device, String params) {
    return Downward.rpc(device, 1, "ask", Downward.json(params));
  }

  static Downlink connectorAsk(int number) {
    return new Downlink.ConnectorRequest(
        number,
        "get",
        new Value.Text(
            "requestTopicExpression=request/D;responseTopicExpression=response/all;value="
                + number),
        null);
  }

  String config(String requests) {
    return "{'broker':{'host':'127.0.0.1','port':%d},'requestsMapping':{%s}}"
        .formatted(broker.port(), requests);
  }

  static String rule(String responseTopic, int timeout) {
    return ("'serverSideRpc':[{'deviceNameFilter':'.*','methodFilter':'.*','qos':1,"
            + "'requestTopicExpression':'request/${deviceName}','responseTopicExpression':'%s',"
            + "'responseTimeout':%d,'valueExpression':'${params}'}]")
        .formatted(responseTopic, timeout);
  }

  static String mapping(String filter) {
    return ("{'topicFilter':'%s','converter':{'type':'json','deviceInfo':{"
            + "'deviceNameExpressionSource':'constant','deviceNameExpression':'M'},"
            + "'timeseries':[{'type':'integer','key':'v','value':'${v}'}]}}")
        .formatted(filter);
  }
}
