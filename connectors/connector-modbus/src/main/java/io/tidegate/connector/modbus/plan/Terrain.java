package io.tidegate.connector.modbus.plan;

import io.tidegate.connector.modbus.codec.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the addresses of a unit from what it has refused. A refused request is made
 * smaller until it is known which span is to blame; once it is, what was assumed in the search is
 * forgotten, so that the others are read together again. For one thread.
 */
public final class Terrain {

  private final List<Obstacle> obstacles = new ArrayList<>();

  private enum Kind {
    /** Nobody wants these, and a request with them was refused. */
    HOLE,
    /** Here one request ends and another begins. */
    EDGE,
    /** These are refused when nothing else is asked for. */
    REFUSED
  }

  /** Something in the range from {@code first} to before {@code end}, known from a wider one. */
  private record Obstacle(
      Kind kind, Table table, int first, int end, int causeFirst, int causeEnd) {}

  /**
   * Learns that a request was refused for what it asked for.
   *
   * @param spans the list that it was planned of.
   * @return whether what was refused can't be asked for in smaller parts: then it is not planned
   *     any more until {@link #readable}.
   */
  public boolean refused(Block block, List<Span> spans) {
    List<Span> members = block.members().stream().map(spans::get).toList();
    if (members.stream().anyMatch(s -> s.first() == block.first() && s.end() == block.end())) {
      learnRefused(block);
      return true;
    }
    if (!learnHoles(block, members)) {
      learnEdge(block, members);
    }
    return false;
  }

  /** Learns that a span that was refused can be read after all. */
  public void readable(Span span) {
    obstacles.removeIf(o ->
        o.kind == Kind.REFUSED
            && o.table == span.table()
            && o.first == span.first()
            && o.end == span.end());
  }

  /** Whether a span is refused even if nothing else is asked for. */
  public boolean isRefused(Span span) {
    for (Obstacle o : obstacles) {
      if (o.kind == Kind.REFUSED
          && o.table == span.table()
          && o.first == span.first()
          && o.end == span.end()) {
        return true;
      }
    }
    return false;
  }

  /** Whether one request may read from one address on and the other one too. */
  boolean joins(Table table, int first, int other) {
    for (Obstacle o : obstacles) {
      if (o.kind == Kind.EDGE && o.table == table && first < o.first && other >= o.first) {
        return false;
      }
    }
    return true;
  }

  /** Whether a request may read what nobody wants, from one address to before another. */
  boolean passes(Table table, int first, int end) {
    for (Obstacle o : obstacles) {
      if (o.kind != Kind.EDGE && o.table == table && o.first < end && o.end > first) {
        return false;
      }
    }
    return true;
  }

  /** What was assumed of wider requests with it has found its cause. */
  private void learnRefused(Block block) {
    obstacles.removeIf(o ->
        o.kind != Kind.REFUSED
            && o.table == block.table()
            && o.causeFirst <= block.first()
            && o.causeEnd >= block.end());
    obstacles.add(
        new Obstacle(
            Kind.REFUSED, block.table(), block.first(), block.end(), block.first(), block.end()));
  }

  private boolean learnHoles(Block block, List<Span> members) {
    boolean found = false;
    int covered = block.first();
    for (Span span : members.stream().sorted(Planner.ORDER).toList()) {
      if (span.first() > covered) {
        learn(Kind.HOLE, block, covered, span.first());
        found = true;
      }
      covered = Math.max(covered, span.end());
    }
    return found;
  }

  /** The beginning of a span that is next to the middle. */
  private void learnEdge(Block block, List<Span> members) {
    int middle = block.first() + block.length() / 2;
    int edge = 0;
    for (Span span : members) {
      if (span.first() > block.first()
          && (edge == 0 || Math.abs(span.first() - middle) < Math.abs(edge - middle))) {
        edge = span.first();
      }
    }
    if (edge == 0) {
      throw new IllegalArgumentException("no span of " + members + " is all of " + block);
    }
    learn(Kind.EDGE, block, edge, edge);
  }

  private void learn(Kind kind, Block cause, int first, int end) {
    Obstacle found = new Obstacle(kind, cause.table(), first, end, cause.first(), cause.end());
    if (!obstacles.contains(found)) {
      obstacles.add(found);
    }
  }
}
