package io.tidegate.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in every form that openssl writes. */
class PemKeysTest {

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void needsOpenssl() {
    Assumptions.assumeTrue(
        "true".equals(System.getenv("CI")) || Files.exists(Path.of("/usr/bin/openssl")));
  }

  @Test
  void readsRsaInPkcs8() throws Exception {
    assertThat(key(null, "genpkey", "-algorithm", "RSA")).isEqualTo("RSA");
  }

  @Test
  void readsRsaInPkcs1() throws Exception {
    assertThat(key(null, "genrsa", "-traditional")).isEqualTo("RSA");
  }

  @Test
  void readsEcInSec1WithItsParameters() throws Exception {
    assertThat(key(null, "ecparam", "-name", "prime256v1", "-genkey")).isEqualTo("EC");
  }

  @Test
  void readsEd25519() throws Exception {
    assertThat(key(null, "genpkey", "-algorithm", "ED25519")).isEqualTo("EdDSA");
  }

  @Test
  void readsAnEncryptedKeyWithItsPassword() throws Exception {
    assertThat(key("s3cret", "genpkey", "-algorithm", "RSA", "-aes256", "-pass", "pass:s3cret"))
        .isEqualTo("RSA");
    assertThat(key("s3cret", "genrsa", "-traditional", "-aes128", "-passout", "pass:s3cret"))
        .isEqualTo("RSA");
  }

  @Test
  void saysThatAnEncryptedKeyNeedsItsPassword() {
    String[] command = {"genpkey", "-algorithm", "RSA", "-aes256", "-pass", "pass:s3cret"};
    assertThatThrownBy(() -> key(null, command))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is encrypted, and no password is given");
    assertThatThrownBy(() -> key("wrong", command))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("key.pem")
        .hasMessageContaining("password is wrong");
  }

  private String key(@Nullable String password, String... openssl) throws Exception {
    Path file = folder.resolve("key.pem");
    run(file, openssl);
    return PemFiles.privateKey(file, password).getAlgorithm();
  }

  private static void run(Path output, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("openssl");
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
