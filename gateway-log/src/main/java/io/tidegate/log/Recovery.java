package io.tidegate.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Finds out what a folder holds (LOG-17 to LOG-20). */
final class Recovery {

  private final LogFolder folder;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();
  private long committed;
  private long end;

  /**
   * Something that was found broken.
   *
   * @param from the first offset that is lost.
   * @param to the offset after the last that is lost.
   * @param detail file and cause, for people.
   */
  record Damage(long from, long to, String detail) {}

  Recovery(LogFolder folder) {
    this.folder = folder;
  }

  void run(CursorFile cursor) throws IOException {
    List<Long> firsts = folder.segments();
    for (long first : firsts) {
      SegmentHeader.check(folder.segment(first));
    }
    for (int i = 0; i + 1 < firsts.size(); i++) {
      Path path = folder.segment(firsts.get(i));
      segments.add(new Segment(path, firsts.get(i), firsts.get(i + 1), Files.size(path)));
    }
    if (!firsts.isEmpty()) {
      segments.add(readLast(firsts.getLast()));
    }
    place(cursor);
  }

  private Segment readLast(long first) throws IOException {
    Path path = folder.segment(first);
    long size = Files.size(path);
    Segment segment = new Segment(path, first, first, Math.min(size, SegmentHeader.SIZE));
    if (size <= SegmentHeader.SIZE) {
      return segment;
    }
    try (SegmentScanner scanner = new SegmentScanner(path, first)) {
      scanner.limit(Long.MAX_VALUE, size);
      long good = scanner.position();
      long next = first;
      while (scanner.advance()) {
        if (scanner.lost() > 0) {
          damages.add(new Damage(next, next + scanner.lost(), damageAt(path, good)));
        }
        next = scanner.next();
        good = scanner.position();
      }
      long broken = scanner.brokenRecords();
      segment.grow(next + broken, good);
      if (good < size) {
        cutTail(path, good);
        damages.add(
            new Damage(
                next,
                next + broken,
                path.getFileName()
                    + ": "
                    + (size - good)
                    + " bytes behind the last whole record cut off"));
      }
    }
    return segment;
  }

  private static String damageAt(Path path, long position) {
    return path.getFileName() + ": damaged at byte " + position;
  }

  private static void cutTail(Path path, long size) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.truncate(size);
      file.force(true);
    }
  }

  private void place(CursorFile cursor) {
    long first = segments.isEmpty() ? 0 : segments.getFirst().first;
    end = segments.isEmpty() ? 0 : segments.getLast().end();
    committed = cursor.committed();
    if (committed == CursorFile.NONE) {
      committed = first;
      if (first > 0 || Files.exists(folder.cursor())) {
        damages.add(new Damage(first, first, "cursor: unreadable; all there is goes again"));
      }
    } else if (committed < first) {
      damages.add(new Damage(committed, first, "segments before " + first + " are missing"));
    } else if (committed > end) {
      // What a power cut took was delivered already; its offsets are not used again (LOG-20).
      end = committed;
      if (!segments.isEmpty()) {
        segments.getLast().grow(end, segments.getLast().bytes());
      }
    }
  }

  List<Segment> segments() {
    return segments;
  }

  List<Damage> damages() {
    return damages;
  }

  long committed() {
    return committed;
  }

  long end() {
    return end;
  }
}
