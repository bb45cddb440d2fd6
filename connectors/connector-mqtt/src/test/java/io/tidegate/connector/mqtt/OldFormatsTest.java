package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The formats that earlier versions of the Python gateway wrote. */
class OldFormatsTest {

  @Test
  void deviceExpressionsOfAJsonConverterBecomeDeviceInfo() {
    MqttConfig config =
        read(
            "'mapping':[{'topicFilter':'a','converter':{'type':'json',"
                + "'deviceNameJsonExpression':'${id}','deviceTypeTopicExpression':'x/(.*)'}},"
                + "{'topicFilter':'b','converter':{'type':'json',"
                + "'deviceNameJsonExpression':'${id}','deviceNameTopicExpression':'y/(.*)'}}]");
    assertThat(device(config, 0).toString())
        .isEqualTo(
            "DeviceInfoConfig[deviceNameExpressionSource=MESSAGE, deviceNameExpression=${id},"
                + " deviceProfileExpressionSource=TOPIC, deviceProfileExpression=x/(.*)]");
    // Where both are given the topic wins.
    assertThat(device(config, 1).deviceNameExpressionSource())
        .isEqualTo(DeviceInfoConfig.Source.TOPIC);
    assertThat(device(config, 1).deviceNameExpression()).isEqualTo("y/(.*)");
  }

  @Test
  void deviceExpressionsOfABytesConverterBecomeDeviceInfo() {
    MqttConfig config =
        read(
            "'mapping':[{'topicFilter':'a','converter':{'type':'bytes',"
                + "'deviceNameExpression':'[0:4]','deviceTypeExpression':'T'}}]");
    assertThat(device(config, 0).deviceNameExpression()).isEqualTo("[0:4]");
    assertThat(device(config, 0).deviceProfileExpression()).isEqualTo("T");
  }

  @Test
  void dataMappingCountsWhereMappingIsMissingOrEmpty() {
    String entry =
        "[{'topicFilter':'a','converter':{'type':'json','deviceInfo':{'deviceNameExpression':'D'}}}]";
    assertThat(read("'dataMapping':" + entry).mapping()).hasSize(1);
    assertThat(read("'mapping':[],'dataMapping':" + entry).mapping()).hasSize(1);
  }

  @Test
  void requestSectionsAtTheTopLevelWin() {
    MqttConfig config =
        read(
            "'connectRequests':[{'topicFilter':'top','deviceNameJsonExpression':'${id}'}],"
                + "'requestsMapping':{'connectRequests':[{'topicFilter':'nested',"
                + "'deviceInfo':{'deviceNameExpression':'D'}}],"
                + "'disconnectRequests':[{'topicFilter':'bye','deviceNameTopicExpression':'(.*)'}]}");
    List<RequestsConfig.DeviceRequest> connect = config.requestsMapping().connectRequests();
    assertThat(connect).hasSize(1);
    assertThat(connect.getFirst().topicFilter()).isEqualTo("top");
    assertThat(connect.getFirst().deviceInfo().deviceNameExpression()).isEqualTo("${id}");
    assertThat(
            config
                .requestsMapping()
                .disconnectRequests()
                .getFirst()
                .deviceInfo()
                .deviceNameExpressionSource())
        .isEqualTo(DeviceInfoConfig.Source.TOPIC);
  }

  @Test
  void attributeRequestsHaveTheirNamesMoved() {
    MqttConfig config =
        read(
            "'attributeRequests':[{'topicFilter':'a','deviceNameJsonExpression':'${id}',"
                + "'attributeNameTopicExpression':'x/(.*)','topicExpression':'t',"
                + "'valueExpression':'v'}]");
    RequestsConfig.AttributeRequest request =
        config.requestsMapping().attributeRequests().getFirst();
    assertThat(request.attributeNameExpression()).isEqualTo("x/(.*)");
    assertThat(request.attributeNameExpressionSource()).isEqualTo(DeviceInfoConfig.Source.TOPIC);
  }

  @Test
  void oldNamesOfExtensionSettingsAndOfCertificatesAreUnderstood() {
    MqttConfig config =
        ConfigTexts.config(
            "{'broker':{'host':'h','security':{'type':'certificates','caCert':'ca.pem'}},"
                + "'mapping':[{'topicFilter':'a','converter':{'type':'custom','extension':'X',"
                + "'extension-config':{'a':1}}}]}");
    assertThat(config.mapping().getFirst().converter().extensionConfig()).isNotNull();
    assertThat(config.broker().security().pathToCACert()).isEqualTo("ca.pem");
  }

  @Test
  void whatIsMovedKeepsItsPlace() {
    ObjectNode migrated =
        new MqttConnector()
            .migrate(
                ConfigTexts.node(
                    "{'dataMapping':[{'converter':{'deviceNameJsonExpression':'${id}'}}]}"));
    assertThat(find(migrated, "mapping", "0", "converter", "deviceInfo", "deviceNameExpression"))
        .isInstanceOfSatisfying(
            TextNode.class,
            node ->
                assertThat(node.place().pointer())
                    .isEqualTo("/dataMapping/0/converter/deviceNameJsonExpression"));
  }

  @Test
  void aFileOfTodaysFormatIsReturnedAsItIs() {
    ObjectNode file =
        ConfigTexts.node(
            "{'broker':{'host':'h'},'mapping':[{'topicFilter':'a','converter':{'type':'json',"
                + "'deviceInfo':{'deviceNameExpression':'D'},'timeseries':['*']}}],"
                + "'requestsMapping':{'connectRequests':[]}}");
    assertThat(new MqttConnector().migrate(file)).isEqualTo(file);
  }

  private static ConfigNode find(ObjectNode node, String... path) {
    ConfigNode at = node;
    for (String step : path) {
      at =
          switch (at) {
            case ObjectNode object -> Objects.requireNonNull(object.get(step), step);
            case ArrayNode array -> array.elements().get(Integer.parseInt(step));
            default -> throw new AssertionError(step);
          };
    }
    return at;
  }

  private static MqttConfig read(String members) {
    return ConfigTexts.config("{'broker':{'host':'h'}," + members + "}");
  }

  private static DeviceInfoConfig device(MqttConfig config, int mapping) {
    DeviceInfoConfig device = config.mapping().get(mapping).converter().deviceInfo();
    assertThat(device).isNotNull();
    return Objects.requireNonNull(device);
  }
}
