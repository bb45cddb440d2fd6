package io.tidegate.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OvertakenTest {

  @Test
  void knowsExactlyWhatWasAdded() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Overtaken overtaken = new Overtaken();
      BitSet model = new BitSet();
      for (int i = 0; i < 40; i++) {
        int from = random.nextInt(200);
        if (random.nextInt(5) == 0) {
          overtaken.forgetBelow(from);
          model.clear(0, from);
        } else {
          int to = from + random.nextInt(30);
          overtaken.add(from, to);
          model.set(from, to);
        }
      }
      for (int offset = 0; offset < 240; offset++) {
        assertThat(overtaken.contains(offset))
            .as("%s of %s", offset, seed)
            .isEqualTo(model.get(offset));
      }
      assertThat(overtaken.isEmpty()).isEqualTo(model.isEmpty());
    }
  }

  @Test
  void stretchesThatTouchAreOne() {
    Overtaken overtaken = new Overtaken();
    overtaken.add(0, 5);
    overtaken.add(10, 15);
    overtaken.add(5, 10);
    assertThat(overtaken.stretches()).isEqualTo(1);
  }
}
