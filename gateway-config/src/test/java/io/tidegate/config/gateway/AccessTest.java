package io.tidegate.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.gateway.Access.Credentials;
import io.tidegate.config.gateway.Access.Provision;
import io.tidegate.config.json.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {

  private static final String SECURITY =
      "\"security\": {\"type\": \"accessToken\", \"accessToken\": \"file\"}";
  private static final String PROVISIONING =
      "\"provisioning\": {\"provisionDeviceKey\": \"k\", \"provisionDeviceSecret\": \"s\"}";
  private static final Map<String, String> VARIABLES =
      Map.of("TB_GW_PROVISIONING_DEVICE_KEY", "env-k", "TB_GW_PROVISIONING_DEVICE_SECRET", "env-s");

  @TempDir private Path folder;

  @Test
  void credentialsInTheFileComeFirst() throws IOException {
    store(
        "{\"status\": \"SUCCESS\", \"credentialsType\": \"ACCESS_TOKEN\", \"credentialsValue\": \"x\"}");
    assertThat(access(SECURITY + "," + PROVISIONING, Map.of()))
        .isEqualTo(new Credentials(SecurityConfig.accessToken("file")));
  }

  @Test
  void storedCredentialsComeBeforeProvisioningAndBeforeTheFileWhenTheEnvironmentProvisions()
      throws IOException {
    store(
        "{\"status\": \"SUCCESS\", \"credentialsType\": \"ACCESS_TOKEN\", \"credentialsValue\": \"x\"}");
    Credentials stored = new Credentials(SecurityConfig.accessToken("x"));
    assertThat(access(PROVISIONING, Map.of())).isEqualTo(stored);
    assertThat(access(SECURITY, VARIABLES)).isEqualTo(stored);
  }

  @Test
  void otherwiseTheGatewayProvisions() throws IOException {
    assertThat(access(PROVISIONING, Map.of()))
        .isInstanceOfSatisfying(
            Provision.class, p -> assertThat(p.provisioning().provisionDeviceKey()).isEqualTo("k"));
    assertThat(access(SECURITY + "," + PROVISIONING, VARIABLES))
        .isInstanceOfSatisfying(
            Provision.class,
            p -> assertThat(p.provisioning().provisionDeviceKey()).isEqualTo("env-k"));
  }

  @Test
  void storedCredentialsOfEveryKindAreUnderstood() throws IOException {
    store(
        "{\"credentialsType\": \"MQTT_BASIC\", \"credentialsValue\":"
            + " {\"clientId\": \"c\", \"userName\": \"u\", \"password\": \"p\"}}");
    assertThat(access(PROVISIONING, Map.of()))
        .isInstanceOfSatisfying(
            Credentials.class,
            c -> {
              assertThat(c.security().kind()).isEqualTo(SecurityConfig.Type.USERNAME_PASSWORD);
              assertThat(c.security().username()).isEqualTo("u");
            });
    store(
        "{\"credentialsType\": \"X509_CERTIFICATE\", \"credentialsValue\": \"PEM\", \"caCert\": \"ca.pem\"}");
    assertThat(access(PROVISIONING, Map.of()))
        .isInstanceOfSatisfying(
            Credentials.class,
            c -> {
              assertThat(c.security().cert()).isEqualTo("cert.pem");
              assertThat(c.security().privateKey()).isEqualTo("key.pem");
              assertThat(c.security().wantsTls()).isTrue();
            });
  }

  @Test
  void withoutAnyOfThemThereIsNoWayIn() throws IOException {
    assertThat(load("\"ts\": 1", Map.of()).problems())
        .filteredOn(ConfigProblem::isError)
        .singleElement()
        .hasToString(
            "error: tb_gateway.json:1: /thingsboard/security is required but missing: there are no"
                + " credentials and no provisioning");
  }

  @Test
  void certificatesAreLookedForInTheFolderFirst() throws IOException {
    Files.writeString(folder.resolve("ca.pem"), "");
    String security = "\"security\": {\"accessToken\": \"t\", \"caCert\": \"%s\"}";
    assertThat(load(security.formatted("ca.pem"), Map.of()).hasErrors()).isFalse();
    GatewayFolder loaded = load(security.formatted("other.pem"), Map.of());
    assertThat(loaded.problems())
        .filteredOn(ConfigProblem::isError)
        .singleElement()
        .hasToString(
            "error: tb_gateway.json:1: /thingsboard/security/caCert names the file \"other.pem\","
                + " which does not exist");
    assertThat(loaded.resolve("ca.pem")).isEqualTo(folder.resolve("ca.pem"));
    assertThat(loaded.resolve("other.pem")).isEqualTo(Path.of("other.pem"));
  }

  private @Nullable Access access(String keys, Map<String, String> variables) throws IOException {
    GatewayFolder loaded = load(keys, variables);
    assertThat(loaded.hasErrors()).as("%s", loaded.problems()).isFalse();
    return loaded.access();
  }

  private GatewayFolder load(String keys, Map<String, String> variables) throws IOException {
    Files.writeString(
        folder.resolve("tb_gateway.json"),
        "{\"thingsboard\": {\"host\": \"a\", " + keys + "}, \"storage\": {\"type\": \"file\"}}");
    return ConfigFolder.check(folder, new Environment(variables), type -> null);
  }

  private void store(String json) throws IOException {
    Files.writeString(folder.resolve(StoredCredentials.FILE), json);
  }
}
