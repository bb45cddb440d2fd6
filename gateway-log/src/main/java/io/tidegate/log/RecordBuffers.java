package io.tidegate.log;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Buffers to use again: appends come from virtual threads, which keep nothing of their own. */
final class RecordBuffers {

  private static final int KEPT = 16;
  private static final int LARGEST_KEPT = 256 << 10;

  private final BlockingQueue<RecordBuffer> free = new ArrayBlockingQueue<>(KEPT);

  RecordBuffer take() {
    @Nullable RecordBuffer buffer = free.poll();
    return buffer == null ? new RecordBuffer() : buffer;
  }

  void giveBack(RecordBuffer buffer) {
    if (buffer.bytes().length <= LARGEST_KEPT) {
      buffer.clear();
      // A full pool means that the garbage collector takes it.
      boolean _ = free.offer(buffer);
    }
  }
}
