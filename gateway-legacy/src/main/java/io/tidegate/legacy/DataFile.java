package io.tidegate.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file of a Python gateway's storage. */
interface DataFile {

  Path path();

  /** Hands over what is in it and was not sent yet, in its order. */
  void forEach(MessageSink sink) throws IOException, InterruptedException;

  /** Gives it a name by which neither gateway finds it again. */
  void markImported() throws IOException;

  /** Renames a file; does nothing if it is not there. */
  static void rename(Path file, String name) throws IOException {
    if (Files.exists(file)) {
      Files.move(file, file.resolveSibling(name));
    }
  }

  /** Where messages go. */
  interface MessageSink {

    /**
     * One stored message.
     *
     * @param storedAt for values without a time of their own, ms; the same at each reading.
     */
    void message(Path file, long line, byte[] json, long storedAt) throws InterruptedException;

    void unreadable(Path file, long line, String reason);
  }
}
