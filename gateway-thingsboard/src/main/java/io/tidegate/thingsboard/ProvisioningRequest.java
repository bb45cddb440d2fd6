package io.tidegate.thingsboard;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code provisioning} of {@code tb_gateway.json}. Never shows a secret in its text.
 *
 * @param deviceKey {@code provisionDeviceKey} of the device profile.
 * @param deviceSecret {@code provisionDeviceSecret} of the device profile.
 * @param deviceName what the gateway is to be called; null for a random name.
 * @param credentials what it asks for.
 */
public record ProvisioningRequest(
    String deviceKey, String deviceSecret, @Nullable String deviceName, Wanted credentials) {

  private static final int RANDOM_LENGTH = 15;
  private static final int RANDOM_NAME_LENGTH = 5;

  @Override
  public String toString() {
    return "ProvisioningRequest["
        + deviceName
        + ", "
        + credentials.getClass().getSimpleName()
        + "]";
  }

  /** The name, invented if there is none. */
  String name(SecureRandom random) {
    return deviceName == null ? "Gateway " + letters(random, RANDOM_NAME_LENGTH) : deviceName;
  }

  static String orRandom(@Nullable String given, SecureRandom random) {
    return given == null ? letters(random, RANDOM_LENGTH) : given;
  }

  private static String letters(SecureRandom random, int length) {
    StringBuilder letters = new StringBuilder();
    random.ints(length, 'a', 'z' + 1).forEach(c -> letters.append((char) c));
    return letters.toString();
  }

  /** The three kinds of credentials; what is null is made up. */
  public sealed interface Wanted {

    /** {@code ACCESS_TOKEN}. */
    record Token(@Nullable String token) implements Wanted {}

    /** {@code MQTT_BASIC}. */
    record Basic(@Nullable String clientId, @Nullable String username, @Nullable String password)
        implements Wanted {}

    /**
     * {@code X509_CERTIFICATE}: a certificate is made and told to the platform.
     *
     * @param caCert what to trust later on, as written in the configuration.
     */
    record Certificate(@Nullable Path caCert) implements Wanted {}
  }
}
