package io.tidegate.thingsboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.testkit.thingsboard.Counters.Count;
import io.tidegate.uplink.DownlinkHandler.Answer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More replies than a platform that is stuck leaves room for. */
@Timeout(60)
class RepliesOverflowTest extends ConnectedGateway {

  private static final int WINDOW = 100;

  @Test
  void whatIsBeyondTheBoundIsDroppedAndTheRestArrivesOnce() throws Exception {
    int calls = 10_500;
    assertThat(repliesOf(calls, new Reply.Done())).isBetween(10_000L, 10_000L + WINDOW);
  }

  @Test
  void largeRepliesHaveABoundInBytes() throws Exception {
    Reply large = new Reply.Answered(new Value.Text("x".repeat(40_000)));
    long most = (4L << 20) / 40_000;
    assertThat(repliesOf(400, large)).isBetween(most - 1, most + WINDOW);
  }

  /** Of so many calls that are answered while the platform does not read; how many arrive. */
  private long repliesOf(int calls, Reply reply) throws Exception {
    Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    field.behave((request, answer) -> answers.add(answer));
    for (int i = 0; i < calls; i++) {
      platform.call("Dev A", "m", i);
    }
    await().atMost(PATIENCE).until(() -> answers.size() == calls);
    platform.freeze();
    answers.forEach(answer -> answer.reply(reply));
    platform.thaw();

    await().atMost(PATIENCE).until(() -> platform.counters().get(Count.REPLIES) > WINDOW + 10);
    field.answer(new Reply.Done());
    // Replies keep their order, so this one is the last.
    assertThat(reply(platform.call("Dev A", "m", "afterwards"))).contains("true");
    return platform.counters().get(Count.REPLIES) - 1;
  }
}
