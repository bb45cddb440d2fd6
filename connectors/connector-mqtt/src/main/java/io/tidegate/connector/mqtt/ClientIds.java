package io.tidegate.connector.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The name under which the broker knows the gateway. */
final class ClientIds {

  private static final String PREFIX = "tidegate-";

  /** With the prefix 22: every server accepts 23 (MQTT 3.1.1, 3.1.3). */
  private static final int RANDOM_CHARACTERS = 13;

  private ClientIds() {}

  /**
   * The configured one. Failing that, one that is the same after a restart where the broker is
   * asked to keep a session, made from the connector's id, which no other gateway has; else a
   * random one.
   */
  static String of(BrokerConfig broker, @Nullable String connectorId) {
    String configured = broker.clientId();
    if (configured != null && !configured.isBlank()) {
      return configured;
    }
    if (!broker.isPersistent()) {
      return PREFIX + UUID.randomUUID().toString().substring(0, RANDOM_CHARACTERS);
    }
    return PREFIX + (connectorId == null ? nameOf(broker) : connectorId);
  }

  /** For configurations that were never written back with an id: the best that is known. */
  private static UUID nameOf(BrokerConfig broker) {
    String address = broker.host() + ":" + broker.port();
    return UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8));
  }
}
