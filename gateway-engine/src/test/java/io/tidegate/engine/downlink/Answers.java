package io.tidegate.engine.downlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Reply;
import io.tidegate.uplink.DownlinkHandler.Answer;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes the answers to one request, of which there should be one. */
final class Answers implements Answer {

  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

  @Override
  public void reply(Reply reply) {
    replies.add(Objects.requireNonNull(reply));
  }

  Reply await() throws InterruptedException {
    Reply reply = replies.poll(20, TimeUnit.SECONDS);
    assertThat(reply).as("reply").isNotNull();
    assertThat(replies).as("further replies").isEmpty();
    return Objects.requireNonNull(reply);
  }

  int count() {
    return replies.size();
  }
}
