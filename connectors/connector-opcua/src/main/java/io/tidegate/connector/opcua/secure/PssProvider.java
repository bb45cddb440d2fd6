package io.tidegate.connector.opcua.secure;

import io.tidegate.tls.MoreAlgorithms;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.jspecify.annotations.Nullable;

/** Aes256_Sha256_RsaPss uses algorithms under names that the Java runtime does not know. */
final class PssProvider {

  private PssProvider() {}

  /** Makes the algorithms of a policy known. */
  static void loadFor(@Nullable String policyUri) {
    if (SecurityPolicy.Aes256_Sha256_RsaPss.getUri().equals(policyUri)) {
      MoreAlgorithms.load();
    }
  }
}
