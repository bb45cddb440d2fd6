package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.ServerLink;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices subscriptions that say nothing any more (Part 4, 5.14.1.1). */
record Silence(ServerLink link, Subscribed subscribed) {

  private static final Logger log = LoggerFactory.getLogger(Silence.class);

  /** Three keep-alives are the most that nothing may be heard; checking takes time too. */
  void check(Collection<ServerSubscription> broken) throws InterruptedException {
    for (ServerSubscription subscription : subscribed.all()) {
      Duration most = subscription.keepAlive().multipliedBy(5).dividedBy(2);
      if (subscription.silence().compareTo(most) > 0) {
        log.debug("subscription {} is silent", subscription.id());
        subscription.heard();
        if (isAnswered()) {
          broken.add(subscription);
        } else {
          link.reconnect();
        }
      }
    }
  }

  private boolean isAnswered() throws InterruptedException {
    try {
      link.services().serverTime();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
