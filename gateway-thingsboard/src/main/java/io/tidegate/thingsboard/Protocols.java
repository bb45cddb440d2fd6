package io.tidegate.thingsboard;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.thingsboard.VersionRefusedException.Evidence;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which version of MQTT a server speaks: 5 first, whose acknowledgements can refuse;
 * 3.1.1 where the server says that it has no 5, for as long as the process lives. A server that
 * closes the connection on the CONNECT may have no 5, or a bad day: from the second time on 3.1.1
 * is tried right after 5, each time, so that a server that comes back is not spoken to in 3.1.1 for
 * ever.
 */
final class Protocols {

  private static final Logger log = LoggerFactory.getLogger(Protocols.class);
  private static final int CLOSED_TOO_OFTEN = 2;

  private final Map<Server, Integer> closed = new ConcurrentHashMap<>();
  private final Map<Server, Boolean> without5 = new ConcurrentHashMap<>();

  /** Opens a link in the best version that the server speaks. */
  Opened open(LinkOptions options) throws IOException, InterruptedException {
    Server server = options.server();
    if (without5.containsKey(server)) {
      return open(inbox -> new Mqtt3Link(options, inbox));
    }
    try {
      Opened opened = open(inbox -> new Mqtt5Link(options, inbox));
      closed.remove(server);
      return opened;
    } catch (VersionRefusedException e) {
      if (e.evidence() == Evidence.CLOSED
          && closed.merge(server, 1, Integer::sum) < CLOSED_TOO_OFTEN) {
        throw e;
      }
      return open3(options, e);
    }
  }

  private Opened open3(LinkOptions options, VersionRefusedException refusal)
      throws IOException, InterruptedException {
    Opened opened;
    try {
      opened = open(inbox -> new Mqtt3Link(options, inbox));
    } catch (IOException e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
    log.info("{} speaks no MQTT 5; going on with 3.1.1", options.server());
    if (refusal.evidence() == Evidence.CLEAR) {
      without5.put(options.server(), true);
    }
    return opened;
  }

  private static Opened open(Function<Inbox, MqttLink> version)
      throws IOException, InterruptedException {
    Inbox inbox = new Inbox();
    MqttLink link = version.apply(inbox);
    try {
      return new Opened(link, inbox, link.open());
    } catch (IOException | InterruptedException | ConfigurationException e) {
      link.close();
      throw e;
    }
  }

  /** A link that is connected, and what its server said. */
  record Opened(MqttLink link, Inbox inbox, MqttLink.Terms terms) {}
}
