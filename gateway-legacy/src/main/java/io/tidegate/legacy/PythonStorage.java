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
 * <p>Each file is renamed once everything in it was handed over, so that it is imported once. After
 * a crash in between it is imported again, with the same time stamps.
 */
public final class PythonStorage {

  private final Path folder;
  private final List<DataFile> files;

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
      found.addAll(TextFile.in(paths));
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
   * Hands over everything that the Python gateway had not sent yet, oldest first, and renames each
   * file that was read to {@code *.imported}, or {@code *.damaged} where a part of a database could
   * not be read. A file that can't be read now keeps its name and does not keep the others back.
   */
  public Summary importAll(BatchConsumer consumer, UnreadableListener unreadable)
      throws InterruptedException {
    Batch batch = new Batch(consumer, unreadable);
    List<Postponed> postponed = new ArrayList<>();
    for (DataFile file : files) {
      try {
        importFile(file, batch);
      } catch (IOException e) {
        postponed.add(new Postponed(file.path(), e));
      }
    }
    try {
      TextFile.markStateImported(folder);
    } catch (IOException e) {
      postponed.add(new Postponed(folder.resolve(TextFile.STATE), e));
    }
    return batch.summary(postponed);
  }

  private static void importFile(DataFile file, Batch batch)
      throws IOException, InterruptedException {
    try {
      file.forEach(batch);
    } finally {
      batch.flush();
    }
    file.markImported();
  }

  /** Takes what was read. */
  @FunctionalInterface
  public interface BatchConsumer {

    /** Returns once the records are safe. */
    void accept(List<UplinkRecord> records) throws InterruptedException;
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
   * @param postponed files that keep their names and are there to be imported another time.
   */
  public record Summary(
      long messages, long records, long own, long unreadable, List<Postponed> postponed) {}

  /**
   * A file that could not be read to its end, or not be renamed; a part of it may have been handed
   * over.
   */
  public record Postponed(Path file, IOException cause) {}
}
