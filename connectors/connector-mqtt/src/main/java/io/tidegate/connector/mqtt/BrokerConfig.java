package io.tidegate.connector.mqtt;

import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import org.jspecify.annotations.Nullable;

/** The {@code broker} object. */
public record BrokerConfig(
    @Doc("Host name or address.") String host,
    @Doc("TCP port.") @Default("1883") @Range(min = 1, max = 65535) int port,
    @Doc(
            "Client id. Missing: random, or made from the connector's `id` where a persistent session"
                + " is asked for.")
        @Nullable String clientId,
    @Doc("MQTT version: `5` is 5.0, `4` is 3.1.1; `3` (3.1) is taken as 3.1.1.") @Default("5")
        int version,
    @Doc("Seconds without traffic after which the connection is checked; 0: never.")
        @Default("60")
        @Range(min = 0, max = 65535)
        int keepAlive,
    @Doc(
            "MQTT 3.1.1: `false` keeps subscriptions and unacknowledged messages at the broker while"
                + " the gateway is away.")
        @Default("true")
        boolean cleanSession,
    @Doc("MQTT 5: `false` goes on with the session that the broker has kept.") @Default("true")
        boolean cleanStart,
    @Doc("MQTT 5: seconds that the broker keeps the session while the gateway is away.")
        @Default("0")
        @Range(min = 0, max = 4294967295L)
        long sessionExpiryInterval,
    @Doc(
            "Messages of QoS 1 and 2 that the broker may send before the first of them is"
                + " acknowledged (MQTT 5). Some brokers exceed a small one under load.")
        @Default("65535")
        @Range(min = 1, max = 65535)
        int receiveMaximum,
    @Doc(
            "Bytes of the longest MQTT packet that is taken. With MQTT 5 the broker leaves out what is"
                + " longer; with 3.1.1 it can't be told, and the connection ends.")
        @Default("2097152")
        @Range(min = 1024, max = 268435460)
        int maximumPacketSize,
    @Doc("How to log in, and TLS.") @Default("{}") BrokerSecurityConfig security,
    @Doc("Threads of the Python gateway.")
        @NoEffect("has no effect: one thread keeps the order of the messages")
        @Nullable ConfigNode maxNumberOfWorkers,
    @Doc("Threads of the Python gateway.")
        @NoEffect("has no effect: one thread keeps the order of the messages")
        @Nullable ConfigNode maxMessageNumberPerWorker,
    @Doc("A queue of the Python gateway.")
        @NoEffect("has no effect: what waits in memory is bounded")
        @Nullable ConfigNode maxMessageQueue,
    @Doc("A queue of the Python gateway.")
        @NoEffect("has no effect: what waits in memory is bounded")
        @Nullable ConfigNode maxProcessingMessageQueue,
    @Doc("Not used: the name in `tb_gateway.json` counts.") @Nullable ConfigNode name,
    @Doc("A key of old files.")
        @NoEffect(
            value = "has no effect, as in the Python gateway: use reportStrategy",
            unless = "false")
        @Nullable ConfigNode sendDataOnlyOnChange)
    implements Checked {

  @Override
  public void check(Problems problems) {
    if (version == 3) {
      problems.warning("version", "3 (MQTT 3.1) is taken as 4 (MQTT 3.1.1)");
    } else if (version != 4 && version != 5) {
      problems.warning("version", "must be 3, 4 or 5 but is " + version + "; 5 is used");
    }
    if (isVersion5() && !cleanStart && sessionExpiryInterval == 0) {
      problems.warning(
          "sessionExpiryInterval",
          "is 0, so the broker keeps nothing for cleanStart=false to go on with");
    }
  }

  boolean isVersion5() {
    return version != 3 && version != 4;
  }

  /** Whether the broker keeps unacknowledged messages while the gateway is away. */
  boolean isPersistent() {
    return isVersion5() ? !cleanStart && sessionExpiryInterval > 0 : !cleanSession;
  }
}
