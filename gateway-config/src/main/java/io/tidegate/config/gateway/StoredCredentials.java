package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.Secret;
import org.jspecify.annotations.Nullable;

/** The answer to a provisioning request, as it is kept in the configuration folder. */
public record StoredCredentials(
    @Doc("`SUCCESS`.") @Default("SUCCESS") String status,
    @Doc("The kind of credentials.") ProvisioningConfig.Type credentialsType,
    @Doc("The token, or an object with `clientId`, `userName` and `password`.") @Secret
        @Nullable ConfigNode credentialsValue,
    @Doc("Certificate authority of the server, PEM.") @Nullable String caCert)
    implements Checked {

  /** The name of the file. */
  public static final String FILE = ".credentials";

  /** The client certificate that provisioning makes. */
  public static final String CERTIFICATE = "cert.pem";

  /** The key of the client certificate that provisioning makes. */
  public static final String PRIVATE_KEY = "key.pem";

  @Override
  public void check(Problems problems) {
    switch (credentialsType) {
      case ACCESS_TOKEN -> {
        if (!(credentialsValue instanceof TextNode)) {
          problems.error("credentialsValue", "must be the access token");
        }
      }
      case MQTT_BASIC -> {
        if (!(credentialsValue instanceof ObjectNode)) {
          problems.error("credentialsValue", "must be an object with clientId and userName");
        }
      }
      case X509_CERTIFICATE -> {}
    }
  }

  /** The same as a section {@code security}. */
  public SecurityConfig security() {
    return switch (credentialsType) {
      case ACCESS_TOKEN ->
          of(SecurityConfig.Type.ACCESS_TOKEN, text(credentialsValue), null, null, null, null);
      case MQTT_BASIC ->
          of(
              SecurityConfig.Type.USERNAME_PASSWORD,
              null,
              member("clientId"),
              member("userName"),
              member("password"),
              null);
      case X509_CERTIFICATE ->
          of(SecurityConfig.Type.X509_CERTIFICATE, null, null, null, null, CERTIFICATE);
    };
  }

  private SecurityConfig of(
      SecurityConfig.Type type,
      @Nullable String token,
      @Nullable String clientId,
      @Nullable String username,
      @Nullable String password,
      @Nullable String certificate) {
    String privateKey = certificate == null ? null : PRIVATE_KEY;
    return new SecurityConfig(
        type,
        token,
        clientId,
        username,
        password,
        caCert,
        certificate,
        privateKey,
        false,
        false,
        86400,
        3);
  }

  private @Nullable String member(String name) {
    return credentialsValue instanceof ObjectNode object ? text(object.get(name)) : null;
  }

  private static @Nullable String text(@Nullable ConfigNode node) {
    return node instanceof TextNode text ? text.value() : null;
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "StoredCredentials[" + credentialsType + "]";
  }
}
