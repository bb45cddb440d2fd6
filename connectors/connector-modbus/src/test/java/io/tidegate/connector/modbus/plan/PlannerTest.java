package io.tidegate.connector.modbus.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.testkit.RandomCases;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final Table REGISTERS = Table.HOLDING_REGISTERS;

  @Test
  void aHundredRegistersInARowAreOneRequest() {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      spans.add(span(i, 1));
    }
    assertThat(plan(spans, 0)).hasSize(1).first().extracting(Block::length).isEqualTo(100);
  }

  @Test
  void aGapIsReadOverWhereThatSavesARequest() {
    List<Span> spans = List.of(span(0, 2), span(10, 1), span(30, 1));
    assertThat(plan(spans, 8))
        .containsExactly(
            new Block(REGISTERS, 0, 11, List.of(0, 1)), new Block(REGISTERS, 30, 1, List.of(2)));
  }

  @Test
  void noRequestIsLongerThanItsShortestLimit() {
    List<Span> spans =
        List.of(new Span(REGISTERS, 0, 4, 125), new Span(REGISTERS, 4, 4, 8), span(8, 4));
    assertThat(plan(spans, 0))
        .containsExactly(
            new Block(REGISTERS, 0, 8, List.of(0, 1)), new Block(REGISTERS, 8, 4, List.of(2)));
  }

  @Test
  void aSpanThatIsLongerThanTheLimitIsReadAlone() {
    List<Span> spans = List.of(new Span(REGISTERS, 0, 20, 8), span(20, 1));
    assertThat(plan(spans, 0)).extracting(Block::length).containsExactly(20, 1);
  }

  @Test
  void oneIllegalAddressCostsOnlyItselfAndTheOthersAreReadTogetherAgain() {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      spans.add(span(i, 1));
    }
    Terrain terrain = new Terrain();
    int refusals = explore(spans, new Device(Set.of(57), 125), new Gaps(0, 0), terrain);
    assertThat(new Planner(new Gaps(0, 0), terrain).plan(spans))
        .extracting(Block::first, Block::length)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, 57),
            org.assertj.core.groups.Tuple.tuple(58, 42));
    assertThat(refusals).isLessThan(10);
    terrain.readable(spans.get(57));
    assertThat(new Planner(new Gaps(0, 0), terrain).plan(spans)).hasSize(1);
  }

  @Test
  void aHoleInADeviceIsNotReadOverAgain() {
    List<Span> spans = List.of(span(0, 2), span(10, 2), span(20, 2));
    Terrain terrain = new Terrain();
    explore(spans, new Device(Set.of(5), 125), new Gaps(100, 0), terrain);
    assertThat(terrain.isRefused(spans.getFirst())).isFalse();
    assertThat(new Planner(new Gaps(100, 0), terrain).plan(spans))
        .extracting(Block::first)
        .contains(0, 10);
  }

  @Test
  void everySpanIsReadExactlyOnceAndLimitsHold() {
    RandomCases.forAll(
        500,
        cases -> {
          List<Span> spans = spans(cases);
          Gaps gaps = new Gaps(cases.between(0, 50), cases.between(0, 300));
          List<Block> blocks = new Planner(gaps, new Terrain()).plan(spans);
          List<Integer> read = new ArrayList<>();
          for (Block block : blocks) {
            read.addAll(block.members());
            check(block, spans, gaps);
          }
          assertThat(read).doesNotHaveDuplicates().hasSameSizeAs(spans);
        });
  }

  @Test
  void whateverADeviceRefusesAllThatCanBeReadIsRead() {
    RandomCases.forAll(
        300,
        cases -> {
          List<Span> spans = spans(cases);
          Set<Integer> illegal = new HashSet<>(cases.listOf(20, () -> cases.between(0, 300)));
          Device device = new Device(illegal, cases.between(8, 125));
          Gaps gaps = new Gaps(cases.between(0, 50), cases.between(0, 300));
          Terrain terrain = new Terrain();
          explore(spans, device, gaps, terrain);
          for (Span span : spans) {
            assertThat(terrain.isRefused(span))
                .as("%s", span)
                .isEqualTo(!device.reads(span.table(), span.first(), span.length()));
          }
        });
  }

  /** Plans and tries until nothing is refused; the number of refusals. */
  private static int explore(List<Span> spans, Device device, Gaps gaps, Terrain terrain) {
    for (int refusals = 0; refusals < 4000; refusals++) {
      Block refused = null;
      for (Block block : new Planner(gaps, terrain).plan(spans)) {
        if (refused == null && !device.reads(block.table(), block.first(), block.length())) {
          refused = block;
        }
      }
      if (refused == null) {
        return refusals;
      }
      terrain.refused(refused, spans);
    }
    throw new AssertionError("the search does not end");
  }

  private static void check(Block block, List<Span> spans, Gaps gaps) {
    assertThat(block.members()).isNotEmpty();
    int covered = block.first();
    for (int member : block.members()) {
      Span span = spans.get(member);
      assertThat(span.table()).isEqualTo(block.table());
      assertThat(span.first()).isGreaterThanOrEqualTo(block.first());
      assertThat(span.end()).isLessThanOrEqualTo(block.end());
      if (block.members().size() > 1) {
        assertThat(block.length()).isLessThanOrEqualTo(span.most());
      }
      assertThat(span.first() - covered).isLessThanOrEqualTo(gaps.most(block.table()));
      covered = Math.max(covered, span.end());
    }
    assertThat(covered).isEqualTo(block.end());
  }

  private static List<Span> spans(RandomCases cases) {
    return cases.listOf(
        60,
        () ->
            new Span(
                cases.oneOf(List.of(Table.values())),
                cases.between(0, 300),
                cases.between(1, 4),
                cases.chance(20) ? cases.between(4, 20) : 125));
  }

  private static List<Block> plan(List<Span> spans, int gap) {
    return new Planner(new Gaps(gap, 0), new Terrain()).plan(spans);
  }

  private static Span span(int first, int length) {
    return new Span(REGISTERS, first, length, 125);
  }

  /** A device that refuses some registers, and requests above its limit. */
  private record Device(Set<Integer> illegal, int most) {

    boolean reads(Table table, int first, int length) {
      if (table.holdsBits()) {
        return true;
      }
      for (int address = first; address < first + length; address++) {
        if (illegal.contains(address)) {
          return false;
        }
      }
      return length <= most;
    }
  }
}
