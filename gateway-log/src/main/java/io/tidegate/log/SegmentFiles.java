package io.tidegate.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Creates, cuts and discards the files of the tail. Used by the writer only. */
final class SegmentFiles {

  private static final int GATHERED = 256 << 10;

  private final LogFolder folder;
  private final boolean synced;
  private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);

  /** Files that should not be there, but could not be deleted. */
  private final List<Path> discarded = new ArrayList<>();

  SegmentFiles(LogFolder folder, SyncPolicy policy) {
    this.folder = folder;
    this.synced = !(policy instanceof SyncPolicy.Never);
  }

  /** Creates the segment that begins with that offset (LOG-10). */
  ActiveSegment create(long first) throws IOException {
    deleteDiscarded();
    Path path = folder.segment(first);
    Files.deleteIfExists(path);
    // Until it is complete it is one that should not be there.
    discarded.add(path);
    ActiveSegment created =
        new ActiveSegment(new Segment(path, first, first, SegmentHeader.SIZE), gathered);
    try {
      if (synced) {
        folder.sync();
      }
    } catch (IOException e) {
      closeQuietly(created);
      throw e;
    }
    discarded.removeLast();
    return created;
  }

  /** Cuts off what is not acknowledged, if the disk lets us. */
  void cut(Segment segment) {
    try (FileChannel file = FileChannel.open(segment.path, StandardOpenOption.WRITE)) {
      file.truncate(segment.bytes());
    } catch (IOException e) {
      // The name of the next segment bounds this one (LOG-3).
    }
  }

  /** Deletes a file; what can't be deleted now has to go before anything else is written. */
  void discard(Path path) {
    discarded.add(path);
    try {
      deleteDiscarded();
    } catch (IOException e) {
      // Tried again by the next create.
    }
  }

  private void deleteDiscarded() throws IOException {
    while (!discarded.isEmpty()) {
      try {
        Files.delete(discarded.getLast());
      } catch (NoSuchFileException e) {
        // Gone already.
      }
      discarded.removeLast();
    }
  }

  /** Gives up a file after a failure, which is the one to tell. */
  static void closeQuietly(ActiveSegment segment) {
    try {
      segment.close();
    } catch (IOException e) {
      // As it is said above.
    }
  }
}
