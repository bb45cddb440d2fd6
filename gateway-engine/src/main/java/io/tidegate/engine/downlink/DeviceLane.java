package io.tidegate.engine.downlink;

import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.data.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What waits for one device, in its order. */
final class DeviceLane {

  private static final int MOST_WAITING = 100;

  private final Deque<Job> waiting = new ArrayDeque<>();
  private @Nullable Job current;

  /**
   * Takes a job in.
   *
   * @return the job that will not be carried out for it: an earlier update, which the new one now
   *     includes; the new one itself if too many wait; null if none.
   */
  synchronized @Nullable Job add(Job job) {
    waiting.removeIf(Job::isAnswered);
    Job last = waiting.peekLast();
    if (last != null
        && last.request() instanceof AttributeUpdate earlier
        && job.request() instanceof AttributeUpdate later) {
      // Only the last value of an attribute counts, and so their number has a bound.
      waiting.removeLast();
      job.become(merged(earlier, later));
      waiting.add(job);
      return last;
    }
    if (waiting.size() >= MOST_WAITING) {
      return job;
    }
    waiting.add(job);
    return null;
  }

  /** Makes the next one the current one; false if none waits. */
  synchronized boolean proceeds() {
    current = waiting.poll();
    return current != null;
  }

  /** The one that is carried out. */
  synchronized Job current() {
    return Objects.requireNonNull(current);
  }

  /** Everything that has not ended. */
  synchronized List<Job> all() {
    List<Job> jobs = new ArrayList<>(waiting);
    if (current != null) {
      jobs.addFirst(current);
    }
    return jobs;
  }

  private static AttributeUpdate merged(AttributeUpdate earlier, AttributeUpdate later) {
    Map<String, Value> values = new HashMap<>(earlier.values());
    later.deleted().forEach(values::remove);
    values.putAll(later.values());
    Set<String> deleted = new LinkedHashSet<>(earlier.deleted());
    deleted.addAll(later.deleted());
    deleted.removeAll(later.values().keySet());
    return new AttributeUpdate(later.device(), values, List.copyOf(deleted));
  }
}
