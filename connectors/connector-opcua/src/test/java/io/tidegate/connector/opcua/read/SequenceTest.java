package io.tidegate.connector.opcua.read;

import static io.tidegate.connector.opcua.read.Sequence.LARGEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.opcua.read.Sequence.Place;
import org.junit.jupiter.api.Test;

class SequenceTest {

  @Test
  void messagesFollowEachOtherAlsoAfterTheLargestNumber() {
    assertThat(Sequence.place(1, 0)).isEqualTo(Place.NEXT);
    assertThat(Sequence.place(8, 7)).isEqualTo(Place.NEXT);
    assertThat(Sequence.place(LARGEST, LARGEST - 1)).isEqualTo(Place.NEXT);
    assertThat(Sequence.place(1, LARGEST)).isEqualTo(Place.NEXT);
    assertThat(Sequence.after(LARGEST)).isEqualTo(1);
    assertThat(Sequence.before(1)).isEqualTo(LARGEST);
  }

  @Test
  void whatIsMissingIsNoticedAlsoAfterTheLargestNumber() {
    assertThat(Sequence.place(9, 7)).isEqualTo(Place.AHEAD);
    assertThat(Sequence.place(3, 0)).isEqualTo(Place.AHEAD);
    assertThat(Sequence.place(1, LARGEST - 1)).isEqualTo(Place.AHEAD);
    assertThat(Sequence.place(2, LARGEST)).isEqualTo(Place.AHEAD);
  }

  @Test
  void whatIsRepeatedIsToldFromAnotherCount() {
    assertThat(Sequence.place(7, 7)).isEqualTo(Place.REPEATED);
    assertThat(Sequence.place(LARGEST, 1)).isEqualTo(Place.REPEATED);
    assertThat(Sequence.place(1, 5000)).isEqualTo(Place.ELSEWHERE);
  }
}
