package io.tidegate.log;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An append on its way through the writer. */
final class Pending<T> {

  final List<T> values;
  final RecordBuffer records;
  private final CountDownLatch done = new CountDownLatch(1);
  private long end;
  private @Nullable IOException failure;

  Pending(List<T> values, RecordBuffer records) {
    this.values = values;
    this.records = records;
  }

  void succeed(long endOffset) {
    end = endOffset;
    done.countDown();
  }

  void fail(IOException cause) {
    failure = cause;
    done.countDown();
  }

  /** Whether the writer has done with it, so that its buffer is free. */
  boolean isDone() {
    return done.getCount() == 0;
  }

  /** Waits for the writer; the offset after the last value. */
  long await() throws IOException, InterruptedException {
    done.await();
    if (failure != null) {
      // One failure serves several callers: each gets an exception of its own, with its own stack.
      throw new IOException(failure.getMessage(), failure);
    }
    return end;
  }
}
