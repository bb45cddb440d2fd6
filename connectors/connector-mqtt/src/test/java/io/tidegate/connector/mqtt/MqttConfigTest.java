package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.json.ConfigResult;
import io.tidegate.connector.Connector;
import io.tidegate.testkit.ConfigKeys;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MqttConfigTest {

  @Test
  void theConnectorIsFound() {
    assertThat(ServiceLoader.load(Connector.class)).hasAtLeastOneElementOfType(MqttConnector.class);
  }

  @Test
  void defaultsAreThoseOfThePythonGateway() {
    BrokerConfig broker = ConfigTexts.config("{'broker':{'host':'h'}}").broker();
    assertThat(broker.port()).isEqualTo(1883);
    assertThat(broker.version()).isEqualTo(5);
    assertThat(broker.keepAlive()).isEqualTo(60);
    assertThat(broker.cleanStart()).isTrue();
    assertThat(broker.security().usesTls()).isFalse();
    assertThat(ClientIds.of(broker, "id")).hasSize(22).isNotEqualTo(ClientIds.of(broker, "id"));
  }

  @Test
  void aPersistentSessionHasTheSameClientIdAfterARestart() {
    MqttConfig config =
        ConfigTexts.config(
            "{'id':'7d3','broker':{'host':'h','cleanStart':false,'sessionExpiryInterval':60}}");
    assertThat(ClientIds.of(config.broker(), config.id())).isEqualTo("tidegate-7d3");
  }

  @Test
  void whatCantWorkIsAnError() {
    ConfigResult<MqttConfig> read =
        ConfigTexts.read(
            "{'broker':{'host':'h','security':{'pathToClientCert':'c.pem'}},'mapping':["
                + "{'topicFilter':'a','converter':{'type':'json','deviceInfo':{"
                + "'deviceNameExpressionSource':'topic','deviceNameExpression':'(x'}}},"
                + "{'topicFilter':'a','converter':{'type':'bytes','deviceInfo':{"
                + "'deviceNameExpression':'[:]'},'timeseries':['*']}},"
                + "{'topicFilter':'a','converter':{}},"
                + "{'topicFilter':'a','converter':{'type':'custom'}},"
                + "{'topicFilter':'a/#/b','converter':{'type':'custom','extension':'X'}}]}");
    assertThat(ConfigTexts.errors(read))
        .containsExactlyInAnyOrder(
            "/broker/security/pathToPrivateKey is missing: a client certificate and its private key belong together",
            "/mapping/4/topicFilter may have # only as its whole last level but is a/#/b",
            "/mapping/0/converter/deviceInfo/deviceNameExpression is no regular expression: Unclosed group at 2 in (x",
            "/mapping/1/converter/timeseries/0 may be \"*\" only where the type is json",
            "/mapping/2/converter/type is required: json, bytes, or custom with an extension",
            "/mapping/2/converter/deviceInfo is required: which device is a message about?",
            "/mapping/3/converter/extension is required where the type is custom: the name of the class");
  }

  @Test
  void aBrokenItemOrStrategyCostsItself() {
    ConfigResult<MqttConfig> read =
        ConfigTexts.read(
            "{'broker':{'host':'h'},'mapping':[{'topicFilter':'a','reportStrategy':{'type':'OFTEN'},"
                + "'converter':{'type':'json','deviceInfo':{'deviceNameExpression':'D'},"
                + "'attributes':[{'key':'','value':'1'},{'key':'a','value':'${a}'}],"
                + "'timeseries':[{'key':'t'},{'key':'u','value':'${u}'}]}}]}");
    assertThat(ConfigTexts.errors(read)).hasSize(3);
    MappingConfig mapping = Objects.requireNonNull(read.value()).mapping().getFirst();
    assertThat(mapping.reportStrategy()).isNull();
    assertThat(mapping.converter().attributes()).extracting(ItemConfig::key).containsExactly("a");
    assertThat(mapping.converter().timeseries()).extracting(ItemConfig::key).containsExactly("u");
  }

  @Test
  void whatComesLaterIsSaid() {
    ConfigResult<MqttConfig> read =
        ConfigTexts.read(
            "{'broker':{'host':'h','version':3},'mapping':["
                + "{'topicFilter':'a','converter':{'type':'json','useEval':true,'timeseries':['*'],"
                + "'deviceInfo':{'deviceNameExpression':'D'}}},"
                + "{'topicFilter':'a','converter':{'type':'custom','extension':'X'}}]}");
    assertThat(read.require().broker().isVersion5()).isFalse();
    assertThat(ConfigTexts.warnings(read))
        .anySatisfy(w -> assertThat(w).startsWith("/broker/version 3 (MQTT 3.1)"))
        .anySatisfy(w -> assertThat(w).contains("/useEval comes with a later version"))
        .anySatisfy(w -> assertThat(w).contains("/extension comes with a later version: X is"));
  }

  @Test
  void whatCantReachADeviceIsAnErrorOfItsEntry() {
    ConfigResult<MqttConfig> read =
        ConfigTexts.read(
            "{'broker':{'host':'h'},'requestsMapping':{"
                + "'attributeRequests':[{'topicFilter':'a','topicExpression':'a/#','valueExpression':'',"
                + "'deviceInfo':{'deviceNameExpression':'D'},'attributeNameExpression':'(',"
                + "'attributeNameExpressionSource':'topic'}],"
                + "'attributeUpdates':[{'deviceNameFilter':'(','attributeFilter':'.*',"
                + "'topicExpression':'','valueExpression':'v'}],"
                + "'serverSideRpc':[{'deviceNameFilter':'.*','methodFilter':'[',"
                + "'requestTopicExpression':'a/+/${params.x}','responseTopicExpression':'b/#',"
                + "'valueExpression':'v'}]}}");
    assertThat(ConfigTexts.errors(read))
        .containsExactlyInAnyOrder(
            "/requestsMapping/attributeRequests/0/attributeNameExpression is no regular expression: Unclosed group at 1 in (",
            "/requestsMapping/attributeRequests/0/topicExpression must not hold + or # but is a/#",
            "/requestsMapping/attributeUpdates/0/deviceNameFilter is no regular expression: Unclosed group",
            "/requestsMapping/attributeUpdates/0/topicExpression must not be empty but is ",
            "/requestsMapping/serverSideRpc/0/methodFilter is no regular expression: Unclosed character class",
            "/requestsMapping/serverSideRpc/0/requestTopicExpression must not hold + or # but is a/+/${params.x}",
            "/requestsMapping/serverSideRpc/0/responseTopicExpression must not hold + or # but is b/#");
  }

  @Test
  void aRuleThatIsNotOfItsTypeIsSaid() {
    String rule =
        "{'deviceNameFilter':'.*','methodFilter':'m','requestTopicExpression':'a','valueExpression':'v'";
    ConfigResult<MqttConfig> read =
        ConfigTexts.read(
            "{'broker':{'host':'h'},'requestsMapping':{'serverSideRpc':["
                + (rule + ",'type':'oneWay'},")
                + (rule + ",'type':'twoWay','responseTopicExpression':'b'},")
                + (rule + ",'type':'twoWay','responseTimeout':100},")
                + (rule + ",'type':'oneWay','responseTopicExpression':'b','responseTimeout':100},")
                + (rule + ",'type':'both'},")
                + (rule + ",'responseTopicExpression':'b'}]}}"));
    assertThat(read.require().requestsMapping().serverSideRpc())
        .extracting(RequestsConfig.Rpc::answerTimeout)
        .containsExactly(0, 5000, 0, 100, 0, 0);
    String pointer = "/requestsMapping/serverSideRpc/";
    assertThat(ConfigTexts.warnings(read))
        .containsExactly(
            pointer
                + "2/type is twoWay, but without a response topic and a time nobody waits for an answer",
            pointer
                + "3/type is oneWay, but the response topic and the time for it make the rule two-way",
            pointer + "4/type must be oneWay or twoWay but is both",
            pointer + "5/responseTimeout is missing, so that nobody waits for an answer");
  }

  @Test
  void everyKeyIsDescribed() {
    assertThat(ConfigKeys.undescribed(MqttConfig.class)).isEmpty();
  }
}
