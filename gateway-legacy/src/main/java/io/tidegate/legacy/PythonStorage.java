package io.tidegate.legacy;

import io.tidegate.data.UplinkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The backlog in the data folder of a Python gateway: its text files and SQLite databases.
 *
 * <p>{@link #forEach} reads and changes nothing; once everything it handed over is safe, {@link
 * #markImported} renames the files, so that the import happens once. A crash in between means that
 * it happens again, with the same time stamps.
 */
public final class PythonStorage {

  private final Path folder;
  private final List<DataFile> files;
  private boolean read;

  private PythonStorage(Path folder, List<DataFile> files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * Looks for files, without reading them. Cheap if there are none.
   *
   * @param folder {@code data_folder_path}, or the folder of {@code data_file_path}.
   */
  public static PythonStorage open(Path folder) throws IOException {
    List<DataFile> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      List<Path> paths;
      try (Stream<Path> all = Files.list(folder)) {
        paths = all.filter(Files::isRegularFile).sorted().toList();
      }
      found.addAll(TextFile.in(folder, paths));
      found.addAll(SqliteFile.in(paths));
    }
    return new PythonStorage(folder, found);
  }

  /** Whether there is nothing to import. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** The files that are imported, for people. */
  public List<Path> files() {
    return files.stream().map(DataFile::path).toList();
  }

  /**
   * Reads everything that the Python gateway had not sent yet, oldest first.
   *
   * @throws IOException if a file can't be read at all, or the consumer throws it.
   */
  public Summary forEach(BatchConsumer consumer, UnreadableListener unreadable)
      throws IOException, InterruptedException {
    Batch batch = new Batch(consumer, unreadable);
    for (DataFile file : files) {
      file.forEach(batch);
    }
    batch.flush();
    read = true;
    return batch.summary();
  }

  /**
   * Renames what was read to {@code *.imported}, or {@code *.damaged} where a part of a database
   * could not be read.
   *
   * @throws IllegalStateException if {@link #forEach} has not come to its end.
   */
  public void markImported() throws IOException {
    if (!read) {
      throw new IllegalStateException("nothing was imported yet");
    }
    for (DataFile file : files) {
      file.markImported();
    }
    // Last: while older files are there, it says that they are done.
    DataFile.rename(folder.resolve(TextFile.STATE), TextFile.STATE + ".imported");
  }

  /** Takes what was read. */
  @FunctionalInterface
  public interface BatchConsumer {

    /** Returns once the records are safe. */
    void accept(List<UplinkRecord> records) throws IOException, InterruptedException;
  }

  /** Is told what can't be understood; the rest goes on. */
  @FunctionalInterface
  public interface UnreadableListener {

    /**
     * Told once per message.
     *
     * @param line of a text file, from 1; the row id of a database; 0 for all that is left of it.
     */
    void unreadable(Path file, long line, String reason);
  }

  /**
   * What was found.
   *
   * @param messages stored messages that were understood.
   * @param records what was made of them and handed over.
   * @param own messages about the gateway itself, which are left out: old statistics, and
   *     attributes that would overwrite what this gateway says of itself.
   * @param unreadable messages that could not be understood.
   */
  public record Summary(long messages, long records, long own, long unreadable) {}
}
