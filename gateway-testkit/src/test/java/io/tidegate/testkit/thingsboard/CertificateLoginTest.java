package io.tidegate.testkit.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.tidegate.testkit.faults.ProcessFixture;
import io.tidegate.testkit.thingsboard.Account.Kind;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateLoginTest {

  private static final String PASSWORD = "changeit";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void aClientProvesItselfWithItsCertificate() throws Exception {
    KeyStore server = selfSigned("localhost");
    KeyStore gateway = selfSigned("gateway");
    StandInSettings settings =
        StandInSettings.DEFAULT.withTls(
            SslContextBuilder.forServer(keys(server))
                .trustManager(trust(gateway))
                .clientAuth(ClientAuth.OPTIONAL)
                .build());
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn(settings)) {
      Mqtt5BlockingClient client = client(platform, server, gateway);
      assertThatThrownBy(client::connect)
          .isInstanceOfSatisfying(
              Mqtt5ConnAckException.class,
              e ->
                  assertThat(e.getMqttMessage().getReasonCode())
                      .isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED));

      platform.accounts().add(new Account("G", Kind.GATEWAY, Credentials.X509.ofPem(pem(gateway))));
      client.connect();
      client
          .publishWith()
          .topic(Topics.GATEWAY_TELEMETRY)
          .qos(MqttQos.AT_LEAST_ONCE)
          .payload("{\"A\":[{\"n\":1}]}".getBytes(UTF_8))
          .send();
      assertThat(platform.received().count("A", "n")).isEqualTo(1);
    }
  }

  private static Mqtt5BlockingClient client(
      ThingsBoardStandIn platform, KeyStore server, KeyStore own) throws Exception {
    return Mqtt5Client.builder()
        .identifier("test")
        .serverHost("localhost")
        .serverPort(platform.port())
        .sslConfig()
        .keyManagerFactory(keys(own))
        .trustManagerFactory(trust(server))
        .applySslConfig()
        .buildBlocking();
  }

  private KeyStore selfSigned(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    String keytool = Path.of(System.getProperty("java.home", "."), "bin", "keytool").toString();
    try (ProcessFixture process =
        ProcessFixture.start(
            List.of(
                keytool,
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-ext",
                "san=dns:" + name,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD))) {
      assertThat(process.awaitExit(PATIENCE)).as("%s", process.output()).isZero();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(file)) {
      store.load(input, PASSWORD.toCharArray());
    }
    return store;
  }

  private static KeyManagerFactory keys(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    return keys;
  }

  private static TrustManagerFactory trust(KeyStore peer) throws Exception {
    String name = peer.aliases().nextElement();
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(name, peer.getCertificate(name));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    return trust;
  }

  private static String pem(KeyStore store) throws Exception {
    Certificate certificate = store.getCertificate(store.aliases().nextElement());
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
