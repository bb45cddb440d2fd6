package io.tidegate.connector.modbus.down;

import io.tidegate.connector.Downlink.ConnectorRequest;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connectors of one gateway that have live lines. A request that names none of them comes to
 * each, and what is meant for one unit must not be done by several. Safe for several threads.
 */
public final class Neighbours {

  private final Set<Directory> live = new LinkedHashSet<>();
  private final List<WeakReference<ConnectorRequest>> claimed = new ArrayList<>();

  synchronized void opened(Directory directory) {
    live.add(directory);
  }

  synchronized void closed(Directory directory) {
    live.remove(directory);
  }

  /** All but this one. */
  synchronized List<Directory> of(Directory directory) {
    return live.stream().filter(each -> !each.equals(directory)).toList();
  }

  /** True for the first line that takes a request which is no particular line's. */
  @SuppressWarnings("ReferenceEquality") // an equal one may be another of a later session
  synchronized boolean claims(ConnectorRequest request) {
    claimed.removeIf(reference -> reference.get() == null);
    for (WeakReference<ConnectorRequest> reference : claimed) {
      @Nullable ConnectorRequest before = reference.get();
      if (before == request) {
        return false;
      }
    }
    claimed.add(new WeakReference<>(request));
    return true;
  }
}
