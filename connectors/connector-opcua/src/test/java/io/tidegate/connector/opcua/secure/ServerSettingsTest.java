package io.tidegate.connector.opcua.secure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.opcua.config.ServerConfig.SecurityMode;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {

  @Test
  void passOverThePolicyThatThePythonGatewaysFormFillsIn() {
    ServerSettings sample = of("'security': 'Basic128Rsa15'", "'identity': {'type': 'anonymous'}");
    assertThat(sample.policy()).isEqualTo(SecurityPolicy.NONE);
    assertThat(sample.mode()).isEqualTo(SecurityMode.NONE);
    assertThat(of("'security': 'Basic128Rsa15'", "'securityMode': 'Sign'").policy())
        .isEqualTo(SecurityPolicy.BASIC128RSA15);
    assertThat(
            of(
                    "'security': 'Basic128Rsa15'",
                    "'identity': {'type': 'cert.PEM', 'cert': 'c', 'privateKey': 'k'}")
                .policy())
        .isEqualTo(SecurityPolicy.BASIC128RSA15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic256",
        "Basic256Sha256",
        "Aes128_Sha256_RsaOaep",
        "Aes256_Sha256_RsaPss",
        "basic256sha256"
      })
  void useEveryOtherPolicyThatWasChosen(String policy) {
    ServerSettings settings = of("'security': '%s'".formatted(policy));
    assertThat(Policies.name(settings.policy())).isEqualToIgnoringCase(policy);
    assertThat(settings.mode()).isEqualTo(SecurityMode.SIGN_AND_ENCRYPT);
    assertThat(Policies.named(policy)).contains(settings.policy());
  }

  private static ServerSettings of(String... members) {
    return ServerSettings.of(Servers.at("opc.tcp://plc:4840", members));
  }
}
