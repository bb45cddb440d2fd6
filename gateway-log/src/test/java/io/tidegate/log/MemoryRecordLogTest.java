package io.tidegate.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class MemoryRecordLogTest extends RecordLogContract {

  @Override
  RecordLog<String> open(WhenFull whenFull, @Nullable Duration maxAge) {
    return new MemoryRecordLog<>(10_000, whenFull, maxAge, listener, clock);
  }

  @Override
  RecordLog<String> openSmall(WhenFull whenFull) {
    return new MemoryRecordLog<>(10, whenFull, null, listener);
  }
}
