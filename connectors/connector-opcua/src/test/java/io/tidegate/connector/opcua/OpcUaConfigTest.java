package io.tidegate.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.json.ConfigResult;
import io.tidegate.connector.opcua.config.MappingConfig;
import io.tidegate.connector.opcua.config.OpcUaConfig;
import io.tidegate.connector.opcua.config.ServerConfig;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityMode;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityPolicy;
import io.tidegate.connector.opcua.config.TagConfig;
import io.tidegate.testkit.ConfigKeys;
import io.tidegate.testkit.GoldenConfigs;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OpcUaConfigTest {

  @TestFactory
  Stream<DynamicTest> files() {
    return GoldenConfigs.of(new OpcUaConnector());
  }

  @Test
  void defaultsAreThoseOfThePythonGateway() {
    ServerConfig server =
        ConfigTexts.config("{'server':{'url':'10.0.0.1:4840'},'mapping':[]}").server();
    assertThat(server.address()).isEqualTo("opc.tcp://10.0.0.1:4840");
    assertThat(server.timeoutInMillis()).isEqualTo(4000);
    assertThat(server.sessionTimeoutInMillis()).isEqualTo(120_000);
    assertThat(server.scanPeriodInMillis()).isEqualTo(3_600_000);
    assertThat(server.pollPeriodInMillis()).isEqualTo(5000);
    assertThat(server.enableSubscriptions()).isTrue();
    assertThat(server.publishingInterval()).isEqualTo(100);
    assertThat(server.subDataMaxBatchSize()).isEqualTo(1000);
    assertThat(server.policy()).isEqualTo(SecurityPolicy.NONE);
    assertThat(server.mode()).isEqualTo(SecurityMode.NONE);
  }

  @Test
  void whatIsTooOftenIsTakenAsOftenAsIsSensible() {
    ServerConfig server =
        ConfigTexts.config(
                "{'server':{'url':'h','timeoutInMillis':1,'sessionTimeoutInMillis':5000,"
                    + "'scanPeriodInMillis':0,'pollPeriodInMillis':10,'subCheckPeriodInMillis':1},"
                    + "'mapping':[]}")
            .server();
    assertThat(server.timeoutInMillis()).isEqualTo(100);
    assertThat(server.sessionTimeoutInMillis()).isEqualTo(10_000);
    assertThat(server.scanPeriodInMillis()).isEqualTo(1000);
    assertThat(server.pollPeriodInMillis()).isEqualTo(50);
    assertThat(server.publishingInterval()).isEqualTo(100);
  }

  @Test
  void aCertificateSecuresTheChannelAndPasswordsAreNotShown() {
    OpcUaConfig config =
        ConfigTexts.config(
            "{'server':{'url':'h','identity':{'type':'cert.PEM','cert':'c.pem','privateKey':'k.pem',"
                + "'caCert':'ca.pem','mode':'Sign','username':'u','password':'p455'}},'mapping':[]}");
    assertThat(config.server().policy()).isEqualTo(SecurityPolicy.BASIC256SHA256);
    assertThat(config.server().mode()).isEqualTo(SecurityMode.SIGN);
    assertThat(config.server().identity().pathToClientCert()).isEqualTo("c.pem");
    assertThat(config.toString()).doesNotContain("p455");
  }

  @Test
  void aBrokenTagCostsItself() {
    ConfigResult<OpcUaConfig> read =
        ConfigTexts.read(
            ConfigTexts.of(
                "h",
                "",
                ConfigTexts.device(
                    "P", "D", "'timeseries':[{'key':'t'},{'key':'u','type':'path','value':'V'}]")));
    assertThat(ConfigTexts.errors(read)).hasSize(1);
    MappingConfig mapping = Objects.requireNonNull(read.value()).mapping().getFirst();
    assertThat(mapping.timeseries()).extracting(TagConfig::key).containsExactly("u");
  }

  @Test
  void theOldFormatIsUnderstood() {
    OpcUaConfig config =
        ConfigTexts.config(
            "{'server':{'url':'h','disableSubscriptions':true,'mapping':[{"
                + "'deviceNodePattern':'Root\\\\.Objects\\\\.Device1',"
                + "'deviceNamePattern':'Device ${Root\\\\.Objects\\\\.Device1\\\\.serialNumber}',"
                + "'deviceTypePattern':'Pump',"
                + "'attributes':[{'key':'a','path':'${A}'}],'timeseries':[{'key':'t','path':'${T}'}],"
                + "'attributes_updates':[{'attributeOnThingsBoard':'x','attributeOnDevice':'Root\\\\.Objects\\\\.D\\\\.V'}],"
                + "'rpc_methods':[{'method':'multiply','arguments':[2,4.5,'s',true]}]}]}}");
    assertThat(config.server().enableSubscriptions()).isFalse();
    MappingConfig mapping = config.mapping().getFirst();
    assertThat(mapping.deviceInfo().deviceNameExpression())
        .isEqualTo("Device ${Root\\.Objects\\.Device1\\.serialNumber}");
    assertThat(mapping.deviceInfo().deviceProfileExpression()).isEqualTo("Pump");
    assertThat(mapping.attributes().getFirst().value()).isEqualTo("${A}");
    assertThat(mapping.timeseries().getFirst().value()).isEqualTo("${T}");
    assertThat(mapping.attributesUpdates().getFirst().key()).isEqualTo("x");
    assertThat(mapping.attributesUpdates().getFirst().value()).isEqualTo("Root\\.Objects\\.D\\.V");
    assertThat(mapping.rpcMethods().getFirst().arguments())
        .extracting(argument -> String.valueOf(argument.type()))
        .containsExactly("integer", "double", "string", "boolean");
  }

  @Test
  void everyKeyIsDescribed() {
    assertThat(ConfigKeys.undescribed(OpcUaConfig.class)).isEmpty();
  }
}
