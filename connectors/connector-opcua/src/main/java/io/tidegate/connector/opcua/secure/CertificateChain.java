package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.RefusedException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;

/** The certificates that a server shows, one after the other (OPC 10000-6, 6.2.6). */
public final class CertificateChain {

  private CertificateChain() {}

  /**
   * At least one.
   *
   * @throws RefusedException if the server shows none, or what is none.
   */
  public static List<X509Certificate> of(EndpointDescription endpoint, String url)
      throws RefusedException {
    byte[] content = endpoint.getServerCertificate().bytesOrEmpty();
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new CertificateException("there is none");
      }
      return chain;
    } catch (CertificateException e) {
      throw new RefusedException(
          url + " shows no certificate that can be read: " + e.getMessage(), e);
    }
  }
}
