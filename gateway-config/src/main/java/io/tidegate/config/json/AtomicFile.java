package io.tidegate.config.json;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Replaces the content of a file so that a power cut leaves either the old or the new one. */
public final class AtomicFile {

  private AtomicFile() {}

  /** Replaces a file that exists; it keeps its mode, and a symbolic link stays one. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path target = file.toRealPath();
    Path temporary = temporaryBeside(target);
    try {
      copyMode(target, temporary);
      write(temporary, content, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Replaces or makes a file that nobody but its owner may read at any time. */
  public static void replaceSecret(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    Path temporary = temporaryBeside(target);
    try {
      write(temporary, content, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Where modes exist, it is readable by its owner only, as {@link Files} says. */
  private static Path temporaryBeside(Path target) throws IOException {
    return Files.createTempFile(target.resolveSibling(""), "." + target.getFileName(), ".tmp");
  }

  private static void write(Path temporary, byte[] content, Path target) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(target.resolveSibling(""));
  }

  private static void copyMode(Path from, Path to) throws IOException {
    PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (source == null || target == null) {
      return;
    }
    PosixFileAttributes attributes = source.readAttributes();
    target.setPermissions(attributes.permissions());
    try {
      target.setGroup(attributes.group());
      target.setOwner(attributes.owner());
    } catch (IOException e) {
      // Only root can give a file away; whoever else may write here owns the folder.
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
