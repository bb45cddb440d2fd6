package io.tidegate.connector.modbus.plan;

import io.tidegate.connector.modbus.codec.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the fewest requests that read what is wanted. */
public final class Planner {

  /** By address; of those at one address the shortest first. */
  static final Comparator<Span> ORDER =
      Comparator.comparing(Span::table)
          .thenComparingInt(Span::first)
          .thenComparingInt(Span::length);

  private final Gaps gaps;
  private final Terrain terrain;

  /** Plans for a unit of which this is known. */
  public Planner(Gaps gaps, Terrain terrain) {
    this.gaps = gaps;
    this.terrain = terrain;
  }

  /** The requests, by table and address. Each span that is not refused alone is in one of them. */
  public List<Block> plan(List<Span> spans) {
    List<Integer> order =
        IntStream.range(0, spans.size())
            .boxed()
            .filter(i -> !terrain.isRefused(spans.get(i)))
            .sorted(Comparator.comparing(spans::get, ORDER))
            .toList();
    List<Block> blocks = new ArrayList<>();
    Growing current = null;
    for (int index : order) {
      Span span = spans.get(index);
      if (current == null || !current.takes(span)) {
        addTo(blocks, current);
        current = new Growing(span);
      }
      current.add(index, span);
    }
    addTo(blocks, current);
    return blocks;
  }

  private static void addTo(List<Block> blocks, @Nullable Growing complete) {
    if (complete != null) {
      blocks.add(complete.block());
    }
  }

  /** A request that may still become longer. */
  private final class Growing {

    private final Table table;
    private final int first;
    private final List<Integer> members = new ArrayList<>();
    private int end;
    private int most;

    Growing(Span span) {
      this.table = span.table();
      this.first = span.first();
      this.end = span.end();
      this.most = span.most();
    }

    boolean takes(Span span) {
      return span.table() == table
          && Math.max(end, span.end()) - first <= Math.min(most, span.most())
          && terrain.joins(table, first, span.first())
          && bridges(span.first());
    }

    private boolean bridges(int next) {
      return next <= end || (next - end <= gaps.most(table) && terrain.passes(table, end, next));
    }

    void add(int index, Span span) {
      members.add(index);
      end = Math.max(end, span.end());
      most = Math.min(most, span.most());
    }

    Block block() {
      return new Block(table, first, end - first, members);
    }
  }
}
