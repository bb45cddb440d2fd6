package io.tidegate.tls;

import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Algorithms that protocols ask for under names that the Java runtime does not know. They are
 * large, so they are loaded only where one is needed.
 */
public final class MoreAlgorithms {

  private MoreAlgorithms() {}

  /** Makes them known to all of the process, after those of the runtime, which stay first. */
  public static synchronized void load() {
    if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      Security.addProvider(new BouncyCastleProvider());
    }
  }
}
