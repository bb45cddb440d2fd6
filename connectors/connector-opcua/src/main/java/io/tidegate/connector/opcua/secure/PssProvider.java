package io.tidegate.connector.opcua.secure;

import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Aes256_Sha256_RsaPss uses algorithms under names that only Bouncy Castle knows. It is large, so
 * it is loaded for that policy alone; what comes last in the list of providers changes nothing
 * else.
 */
final class PssProvider {

  private PssProvider() {}

  /** Makes the algorithms of a policy known. */
  static void loadFor(@Nullable String policyUri) {
    if (SecurityPolicy.Aes256_Sha256_RsaPss.getUri().equals(policyUri)
        && Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      Security.addProvider(new BouncyCastleProvider());
    }
  }
}
