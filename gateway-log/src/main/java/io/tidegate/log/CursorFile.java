package io.tidegate.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The committed offset in two alternating slots (LOG-19, LOG-30). Used by one thread. */
final class CursorFile implements Closeable {

  /** Of an offset that was never saved, or whose file is damaged. */
  static final long NONE = -1;

  private static final int SLOT_DISTANCE = 512;
  private static final int FILE_SIZE = 2 * SLOT_DISTANCE;
  private static final int SLOT_SIZE = 32;
  private static final int CHECKED = 28;
  private static final long MAGIC = FileMagic.of("TIDECUR");

  private final LogFolder folder;
  private final boolean synced;
  private final ByteBuffer slot = ByteBuffer.allocateDirect(SLOT_SIZE);
  private @Nullable FileChannel channel;
  private long sequence;
  private long committed = NONE;

  CursorFile(LogFolder folder, SyncPolicy policy) throws IOException {
    this.folder = folder;
    this.synced = !(policy instanceof SyncPolicy.Never);
    if (Files.exists(folder.cursor())) {
      load(Files.readAllBytes(folder.cursor()));
    }
  }

  /** The offset that was found at the opening, or {@link #NONE}. */
  long committed() {
    return committed;
  }

  private void load(byte[] file) throws IOException {
    for (int at = 0; at + SLOT_SIZE <= file.length; at += SLOT_DISTANCE) {
      ByteBuffer found = ByteBuffer.wrap(file, at, SLOT_SIZE).slice();
      if (found.getInt(CHECKED) == checksum(found)) {
        FileMagic.requireKnown(found.getLong(0), MAGIC, folder.cursor());
        if (found.getLong(8) > sequence) {
          sequence = found.getLong(8);
          committed = found.getLong(16);
        }
      }
    }
  }

  void save(long offset) throws IOException {
    sequence++;
    slot.putLong(0, MAGIC).putLong(8, sequence).putLong(16, offset);
    slot.putInt(CHECKED, checksum(slot));
    try {
      FileChannel open = channel;
      if (open == null) {
        channel = create();
      } else {
        writeSlot(open);
        sync(open);
      }
      committed = offset;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** A whole new file: at the first save, and after one that failed. */
  private FileChannel create() throws IOException {
    Path fresh = folder.cursor().resolveSibling("cursor.new");
    Files.deleteIfExists(fresh);
    FileChannel created =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      created.write(ByteBuffer.allocate(FILE_SIZE), 0);
      writeSlot(created);
      sync(created);
      Files.move(fresh, folder.cursor(), StandardCopyOption.ATOMIC_MOVE);
      folder.sync();
      return created;
    } catch (IOException e) {
      created.close();
      throw e;
    }
  }

  private void writeSlot(FileChannel file) throws IOException {
    long at = sequence % 2 * SLOT_DISTANCE;
    slot.clear();
    while (slot.hasRemaining()) {
      at += file.write(slot, at);
    }
    slot.clear();
  }

  private void sync(FileChannel file) throws IOException {
    if (synced) {
      file.force(false);
    }
  }

  private static int checksum(ByteBuffer slot) {
    CRC32C crc = new CRC32C();
    crc.update(slot.duplicate().position(0).limit(CHECKED));
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
