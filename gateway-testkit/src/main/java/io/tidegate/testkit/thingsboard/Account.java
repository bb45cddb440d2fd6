package io.tidegate.testkit.thingsboard;

/**
 * A device that the platform lets in.
 *
 * @param name under which its own data is found.
 * @param kind whether it may speak for other devices.
 * @param credentials of its client.
 */
public record Account(String name, Kind kind, Credentials credentials) {

  /** Whether a device may use the topics of the gateway API. */
  public enum Kind {
    GATEWAY,
    DEVICE
  }

  /** A gateway with an access token. */
  public static Account gateway(String name, String token) {
    return new Account(name, Kind.GATEWAY, new Credentials.AccessToken(token));
  }
}
