package io.tidegate.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * {@code data.db} and, after a rotation, {@code data_<ms>.db}: the table {@code messages} with a
 * message a row, mostly in WAL mode. The driver is loaded when there is such a file.
 */
final class SqliteFile implements DataFile {

  private static final Pattern NAME = Pattern.compile("data(_\\d{1,18})?\\.db");

  /** Smaller time stamps are seconds: tables of old versions have them. */
  private static final double FIRST_MILLISECONDS = 1e11;

  private static final int PRIMARY_CODE = 0xff;
  private static final Set<Integer> DAMAGE =
      Set.of(SQLiteErrorCode.SQLITE_CORRUPT.code, SQLiteErrorCode.SQLITE_NOTADB.code);

  private final Path path;
  private boolean damaged;

  private SqliteFile(Path path) {
    this.path = path;
  }

  /** The databases among the sorted paths, oldest first: {@code data.db} sorts before the rest. */
  static List<DataFile> in(List<Path> paths) {
    return paths.stream()
        .filter(path -> NAME.matcher(String.valueOf(path.getFileName())).matches())
        .<DataFile>map(SqliteFile::new)
        .toList();
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public void forEach(MessageSink sink) throws IOException, InterruptedException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + path);
    // Not read-only: SQLite has to work off a write-ahead log that a killed process left.
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      if (hasMessages(statement)) {
        readMessages(statement, sink);
      }
    } catch (SQLException e) {
      if (!isDamage(e)) {
        throw new IOException(path + " can't be read: " + e.getMessage(), e);
      }
      damaged = true;
      sink.unreadable(path, 0, "the rest of the database: " + e.getMessage());
    }
  }

  /** Not so a database that is locked or may not be read: that one is whole, for another time. */
  private static boolean isDamage(SQLException failure) {
    return failure instanceof SQLiteException known
        && DAMAGE.contains(known.getResultCode().code & PRIMARY_CODE);
  }

  private static boolean hasMessages(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'messages'")) {
      return found.next();
    }
  }

  private void readMessages(Statement statement, MessageSink sink)
      throws SQLException, InterruptedException {
    try (ResultSet rows =
        statement.executeQuery("SELECT rowid, timestamp, message FROM messages ORDER BY rowid")) {
      while (rows.next()) {
        String message = rows.getString(3);
        if (message == null) {
          sink.unreadable(path, rows.getLong(1), "no message");
        } else {
          sink.message(path, rows.getLong(1), message.getBytes(UTF_8), millis(rows.getDouble(2)));
        }
      }
    }
  }

  private static long millis(double timestamp) {
    return (long) (timestamp < FIRST_MILLISECONDS ? timestamp * 1000 : timestamp);
  }

  @Override
  public void markImported() throws IOException {
    String ending = damaged ? ".damaged" : ".imported";
    // The side files first: without its database nobody looks at them.
    for (String side : List.of("-wal", "-shm")) {
      DataFile.rename(
          path.resolveSibling(path.getFileName() + side), path.getFileName() + ending + side);
    }
    DataFile.rename(path, path.getFileName() + ending);
  }
}
