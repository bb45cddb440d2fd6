package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.Doc;
import io.tidegate.connector.Connector;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MqttConfigTest {

  @Test
  void theConnectorIsFound() {
    assertThat(ServiceLoader.load(Connector.class)).hasAtLeastOneElementOfType(MqttConnector.class);
  }

  @Test
  void defaultsAreThoseOfThePythonGateway() {
    BrokerConfig broker = LocalReader.config("{'broker':{'host':'h'}}").broker();
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
        LocalReader.config(
            "{'id':'7d3','broker':{'host':'h','cleanStart':false,'sessionExpiryInterval':60}}");
    assertThat(ClientIds.of(config.broker(), config.id())).isEqualTo("tidegate-7d3");
  }

  @Test
  void whatCantWorkIsAnError() {
    LocalReader reader = new LocalReader();
    MqttConfig read =
        reader.read(
            "{'broker':{'host':'h','security':{'pathToClientCert':'c.pem'}},'mapping':["
                + "{'topicFilter':'a/#/b','converter':{'type':'json','deviceInfo':{"
                + "'deviceNameExpressionSource':'topic','deviceNameExpression':'(x'}}},"
                + "{'topicFilter':'a','converter':{'type':'bytes','deviceInfo':{"
                + "'deviceNameExpression':'[:]'},'timeseries':['*']}},"
                + "{'topicFilter':'a','converter':{}},"
                + "{'topicFilter':'a','converter':{'type':'custom'}}]}");
    assertThat(read.mapping()).hasSize(4);
    assertThat(reader.errors)
        .containsExactlyInAnyOrder(
            "pathToPrivateKey is missing: a client certificate and its private key belong together",
            "topicFilter may have # only as its whole last level but is a/#/b",
            "deviceNameExpression is no regular expression: Unclosed group at 2 in (x",
            "timeseries/0 may be \"*\" only where the type is json",
            "type is required: json, bytes, or custom with an extension",
            "deviceInfo is required: which device is a message about?",
            "extension is required where the type is custom: the name of the class");
  }

  @Test
  void whatComesLaterIsSaid() {
    LocalReader reader = new LocalReader();
    MqttConfig read =
        reader.read(
            "{'broker':{'host':'h','version':3},'mapping':["
                + "{'topicFilter':'a','converter':{'type':'json','useEval':true,'timeseries':['*'],"
                + "'deviceInfo':{'deviceNameExpression':'D'}}},"
                + "{'topicFilter':'a','converter':{'type':'custom','extension':'X'}}],"
                + "'attributeUpdates':[{'deviceNameFilter':'.*','attributeFilter':'.*',"
                + "'topicExpression':'t','valueExpression':'v'}]}");
    assertThat(read.broker().isVersion5()).isFalse();
    assertThat(reader.errors).isEmpty();
    assertThat(reader.warnings)
        .anySatisfy(w -> assertThat(w).startsWith("version 3 (MQTT 3.1)"))
        .anySatisfy(w -> assertThat(w).startsWith("useEval comes with a later version"))
        .anySatisfy(w -> assertThat(w).startsWith("extension comes with a later version: X is"))
        .anySatisfy(w -> assertThat(w).startsWith("attributeUpdates comes with a later version"));
  }

  @Test
  void everyKeyIsDescribed() {
    List<String> missing = new ArrayList<>();
    collect(MqttConfig.class, missing);
    assertThat(missing).isEmpty();
  }

  private static void collect(Class<?> type, List<String> missing) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (!component.isAnnotationPresent(Doc.class)) {
        missing.add(type.getSimpleName() + "." + component.getName());
      }
      Class<?> nested = nested(component.getGenericType());
      if (nested.isRecord()) {
        collect(nested, missing);
      }
    }
  }

  private static Class<?> nested(Type type) {
    return type instanceof ParameterizedType list
        ? nested(list.getActualTypeArguments()[0])
        : (Class<?>) type;
  }
}
