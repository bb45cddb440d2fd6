package io.tidegate.thingsboard;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.tidegate.tls.SelfSignedCertificate;
import javax.net.ssl.SSLException;

/** TLS as ThingsBoard has it: a client certificate may be shown, and is compared with accounts. */
final class ServerTls {

  private ServerTls() {}

  static SslContext of(SelfSignedCertificate certificate) throws SSLException {
    return SslContextBuilder.forServer(
            certificate.certFile().toFile(), certificate.keyFile().toFile())
        .clientAuth(ClientAuth.OPTIONAL)
        .trustManager(InsecureTrustManagerFactory.INSTANCE)
        .build();
  }
}
