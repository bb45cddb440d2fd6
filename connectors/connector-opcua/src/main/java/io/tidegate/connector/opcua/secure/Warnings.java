package io.tidegate.connector.opcua.secure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells each thing once, however often a connection is made. */
final class Warnings {

  private static final Logger log = LoggerFactory.getLogger(Warnings.class);

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  void once(String text) {
    if (told.add(text)) {
      log.warn("{}", text);
    }
  }
}
