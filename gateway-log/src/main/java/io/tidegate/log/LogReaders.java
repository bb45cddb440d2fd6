package io.tidegate.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Places where somebody stopped reading and will go on (LOG-27). Safe for several threads. */
final class LogReaders<T> implements Closeable {

  private static final int KEPT = 4;

  private final Retained retained;
  private final Codec<T> codec;
  private final Told<T> told;
  private final Deque<LogReader<T>> resting = new ArrayDeque<>();
  private boolean closed;

  LogReaders(Retained retained, Codec<T> codec, Told<T> told) {
    this.retained = retained;
    this.codec = codec;
    this.told = told;
  }

  /** A reader at that offset, for the caller alone until it {@link #rest}s. */
  synchronized LogReader<T> at(long offset) {
    Iterator<LogReader<T>> candidates = resting.iterator();
    while (candidates.hasNext()) {
      LogReader<T> reader = candidates.next();
      if (reader.next() == offset) {
        candidates.remove();
        return reader;
      }
    }
    return new LogReader<>(retained, codec, told, offset);
  }

  /** Keeps the place; the one that rested longest gives way. */
  synchronized void rest(LogReader<T> reader) throws IOException {
    resting.addFirst(reader);
    for (LogReader<T> other : resting) {
      other.letGo();
    }
    if (closed || resting.size() > KEPT) {
      resting.removeLast().close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    while (!resting.isEmpty()) {
      resting.removeLast().close();
    }
  }
}
