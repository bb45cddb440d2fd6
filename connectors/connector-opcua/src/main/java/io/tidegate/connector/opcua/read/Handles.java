package io.tidegate.connector.opcua.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.jspecify.annotations.Nullable;

/** By which numbers the server's messages name sources (Part 4, 7.21). */
final class Handles {

  /** Null where a source was taken away. */
  private final List<@Nullable Source> byHandle = new ArrayList<>();

  /** That no item was ever made with. One of an item that was may still be on its way. */
  private final Deque<Integer> unused = new ArrayDeque<>();

  int of(Source source) {
    Integer again = unused.poll();
    if (again != null) {
      byHandle.set(again, source);
      return again;
    }
    byHandle.add(source);
    return byHandle.size() - 1;
  }

  /** No item was made with it. */
  void giveBack(int handle) {
    byHandle.set(handle, null);
    unused.add(handle);
  }

  /** The source of a notification; null if it was taken away meanwhile. */
  @Nullable Source source(UInteger handle) {
    long index = handle.longValue();
    return index < byHandle.size() ? byHandle.get((int) index) : null;
  }

  void forget(Collection<Source> sources) {
    Set<Source> gone = Set.copyOf(sources);
    byHandle.replaceAll(source -> source != null && gone.contains(source) ? null : source);
  }

  void clear() {
    byHandle.clear();
    unused.clear();
  }
}
