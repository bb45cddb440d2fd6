package io.tidegate.thingsboard;

import io.tidegate.config.gateway.StoredCredentials;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a provisioned gateway keeps its credentials; {@link StoredCredentials} reads them. */
record CredentialsFile(Path folder) {

  private static final String OWNER_ONLY = "rw-------";

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
      Files.move(temporary, folder.resolve(StoredCredentials.FILE), StandardCopyOption.ATOMIC_MOVE);
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
