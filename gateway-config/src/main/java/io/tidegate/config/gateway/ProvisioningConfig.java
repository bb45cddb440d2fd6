package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.Problems;
import io.tidegate.config.Secret;
import org.jspecify.annotations.Nullable;

/** The section {@code thingsboard.provisioning}. What is left out is made up, at random. */
public record ProvisioningConfig(
    @Doc("The kind of credentials to ask for.") @Default("ACCESS_TOKEN") Type type,
    @Doc("Key of the device profile.") @Secret String provisionDeviceKey,
    @Doc("Secret of the device profile.") @Secret String provisionDeviceSecret,
    @Doc("Name of the gateway device; without it, `Gateway ` and five random letters.")
        @Nullable String deviceName,
    @Doc("The token to ask for.") @Key("access_token") @Secret @Nullable String accessToken,
    @Doc("The MQTT client id to ask for.") @Key("client_id") @Nullable String clientId,
    @Doc("The MQTT user name to ask for.") @Nullable String username,
    @Doc("The MQTT password to ask for.") @Secret @Nullable String password,
    @Doc("Certificate authority of the server, PEM; required for `X509_CERTIFICATE`.")
        @Nullable String caCert)
    implements Checked {

  /** The kinds of credentials that the platform gives out. */
  public enum Type {
    ACCESS_TOKEN,
    MQTT_BASIC,
    X509_CERTIFICATE
  }

  @Override
  public void check(Problems problems) {
    if (type == Type.X509_CERTIFICATE && caCert == null) {
      problems.error("caCert", "is required but missing: the type is X509_CERTIFICATE");
    }
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "ProvisioningConfig[%s, %s]".formatted(type, deviceName);
  }
}
