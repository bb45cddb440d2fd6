package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.connector.RefusedException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.jspecify.annotations.Nullable;

/** Has the client decide as the gateway does, also when it connects again by itself. */
record MiloValidator(ServerTrust trust, String url) implements CertificateValidator {

  @Override
  public void validateCertificateChain(
      List<X509Certificate> chain,
      @Nullable String applicationUri,
      @Nullable String @Nullable [] hosts)
      throws UaException {
    String host = hosts == null || hosts.length == 0 ? null : hosts[0];
    try {
      trust.check(new Claim(url, chain, applicationUri, host));
    } catch (RefusedException | ConfigurationException e) {
      throw new UaException(StatusCodes.Bad_CertificateUntrusted, e);
    }
  }
}
