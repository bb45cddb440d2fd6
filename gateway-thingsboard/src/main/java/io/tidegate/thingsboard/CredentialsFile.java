package io.tidegate.thingsboard;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file {@code .credentials} of a provisioned gateway: one line of JSON, the platform's answer
 * to the provisioning request, with {@code caCert} added for X.509.
 */
public final class CredentialsFile {

  static final String ACCESS_TOKEN = "ACCESS_TOKEN";
  static final String MQTT_BASIC = "MQTT_BASIC";
  static final String X509_CERTIFICATE = "X509_CERTIFICATE";

  private static final String OWNER_ONLY = "rw-------";

  private final Path folder;
  private final Path file;

  /** The file in a configuration folder. */
  public CredentialsFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(".credentials");
  }

  /** Whether the gateway has been provisioned. */
  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * Reads the credentials.
   *
   * @param tls how connections are secured, as far as the credentials don't say; null for plain
   *     TCP, except on port 8883.
   * @throws IOException if the file can't be read.
   * @throws ConfigurationException if it is not what it should be.
   */
  public Security read(@Nullable TlsSettings tls) throws IOException {
    JsonNode content;
    try {
      content = JsonMapper.shared().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new ConfigurationException(file + " is no JSON; remove it to provision again");
    }
    JsonNode value = content.path("credentialsValue");
    return switch (content.path("credentialsType").asString("")) {
      case ACCESS_TOKEN -> new Security.AccessToken(value.asString(), tls);
      case MQTT_BASIC ->
          new Security.UsernamePassword(
              text(value.path("clientId")),
              text(value.path("userName")),
              text(value.path("password")),
              tls);
      case X509_CERTIFICATE -> certificate(text(content.path("caCert")), tls);
      default ->
          throw new ConfigurationException(
              file + " has no credentialsType that is known; remove it to provision again");
    };
  }

  private Security certificate(@Nullable String caCert, @Nullable TlsSettings tls) {
    TlsSettings base =
        caCert != null
            ? new TlsSettings(caFile(caCert), null, null, null, tls != null && tls.insecure())
            : tls != null ? tls : TlsSettings.verified();
    return new Security.ClientCertificate(
        base.withClientCertificate(folder.resolve("cert.pem"), folder.resolve("key.pem")));
  }

  /** Relative to the configuration folder first, as everywhere in the configuration. */
  private Path caFile(String name) {
    Path inFolder = folder.resolve(name);
    return Files.exists(inFolder) ? inFolder : Path.of(name);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  /** Replaces the file as a whole; nobody but its owner may read it at any time. */
  void write(JsonNode answer) throws IOException {
    Path temporary = Files.createTempFile(folder, ".credentials", ".tmp", ownerOnly());
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(JsonMapper.shared().writeValueAsBytes(answer));
        while (bytes.hasRemaining()) {
          var _ = channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    Set<String> views = folder.getFileSystem().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
        }
        : new FileAttribute<?>[0];
  }
}
