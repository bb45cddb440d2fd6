package io.tidegate.connector.opcua.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.tls.CertifiedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {

  @TempDir Path folder;

  @Test
  void isMadeOnceForTheApplicationAndThisHost() throws IOException {
    CertifiedKey made = own(Instant.now()).get();
    assertThat(own(Instant.now()).get().certificate()).isEqualTo(made.certificate());
    assertThat(CertificateText.applicationUri(made.certificate())).isEqualTo("urn:gateway");
    assertThat(CertificateText.hosts(made.certificate()))
        .containsExactly(CertificateMaker.hostName());
    assertThat(((RSAPublicKey) made.certificate().getPublicKey()).getModulus().bitLength())
        .isEqualTo(2048);
    Path key = folder.resolve("own/gateway.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(CertifiedKey.certificates(own(Instant.now()).publicFile()))
        .containsExactly(made.certificate());
  }

  @Test
  void isReplacedBeforeItsEndWithTimeForServersToTrustTheNextOne() {
    CertifiedKey first = own(Instant.now()).get();
    Instant end = first.certificate().getNotAfter().toInstant();
    assertThat(own(end.minus(Duration.ofDays(31))).get().certificate())
        .isEqualTo(first.certificate());
    assertThat(folder.resolve("own/next.der")).doesNotExist();
    assertThat(own(end.minus(Duration.ofDays(29))).get().certificate())
        .isEqualTo(first.certificate());
    CertifiedKey next =
        CertifiedKey.read(folder.resolve("own/next.pem"), folder.resolve("own/next.pem"), null);
    assertThat(next.key()).isEqualTo(first.key());
    CertifiedKey second = own(end.minus(Duration.ofHours(12))).get();
    assertThat(second.certificate())
        .isEqualTo(next.certificate())
        .isNotEqualTo(first.certificate());
    assertThat(CertificateText.applicationUri(second.certificate())).isEqualTo("urn:gateway");
    assertThat(own(end.plus(Duration.ofDays(1))).get().certificate())
        .isEqualTo(second.certificate());
    assertThat(folder.resolve("own/next.pem")).doesNotExist();
  }

  @Test
  void tellsThatItsFolderCannotBeWrittenTo() throws IOException {
    Files.writeString(folder.resolve("own"), "a file");
    assertThatThrownBy(() -> own(Instant.now()).get())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "can't be kept in " + folder.resolve("own"), "server.trust.folder");
  }

  private OwnCertificate own(Instant now) {
    return new OwnCertificate(
        new PkiFolder(folder),
        "urn:gateway",
        SettingNames.CONFIGURATION,
        Clock.fixed(now, ZoneOffset.UTC),
        new Warnings());
  }
}
