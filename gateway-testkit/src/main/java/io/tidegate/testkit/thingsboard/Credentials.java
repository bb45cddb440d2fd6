package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.ConnectRequest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a client of the platform proves itself with. */
public sealed interface Credentials {

  /** Whether a client that connects has these. */
  boolean fit(ConnectRequest request);

  /** A token, sent as the user name without a password. */
  record AccessToken(String token) implements Credentials {

    @Override
    public boolean fit(ConnectRequest request) {
      return token.equals(request.userName()) && request.password() == null;
    }
  }

  /** What is null may be anything. */
  record Basic(@Nullable String clientId, @Nullable String userName, @Nullable String password)
      implements Credentials {

    @Override
    public boolean fit(ConnectRequest request) {
      return request.userName() != null
          && (clientId == null || clientId.equals(request.clientId()))
          && (userName == null || userName.equals(request.userName()))
          && (password == null || password.equals(request.password()));
    }
  }

  /**
   * A client certificate.
   *
   * @param encoded its DER form in Base64 without line breaks.
   */
  record X509(String encoded) implements Credentials {

    /** From the PEM text of a certificate. */
    public static X509 ofPem(String pem) {
      return new X509(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    @Override
    public boolean fit(ConnectRequest request) {
      return request.certificate() != null
          && Objects.equals(encoded, encode(request.certificate()));
    }

    private static @Nullable String encode(X509Certificate certificate) {
      try {
        return Base64.getEncoder().encodeToString(certificate.getEncoded());
      } catch (CertificateEncodingException e) {
        return null;
      }
    }
  }
}
