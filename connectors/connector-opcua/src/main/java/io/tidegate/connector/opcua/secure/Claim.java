package io.tidegate.connector.opcua.secure;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a server says that it is.
 *
 * @param url where it was reached.
 * @param chain its certificate, then those that issued it.
 * @param applicationUri null where it is not to be checked.
 * @param host null where it is not to be checked.
 */
record Claim(
    String url,
    List<X509Certificate> chain,
    @Nullable String applicationUri,
    @Nullable String host) {

  X509Certificate certificate() {
    return chain.getFirst();
  }
}
