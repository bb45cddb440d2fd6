package io.tidegate.thingsboard;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.uplink.DownlinkHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Keeps what comes from the platform for assertions, and answers as a test says. */
final class Field implements DownlinkHandler {

  private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
  private volatile BiConsumer<Object, Answer> behaviour =
      (request, answer) -> answer.reply(new Reply.Done());

  /** The gateway's own attributes. */
  record OwnAttributes(Map<String, Value> values, List<String> deleted) {}

  void answer(Reply reply) {
    behave((request, answer) -> answer.reply(reply));
  }

  /** Requests are {@link Downlink.ToDevice} or {@link GatewayRequest}. */
  void behave(BiConsumer<Object, Answer> other) {
    behaviour = other;
  }

  Object next() throws InterruptedException {
    Object next = received.poll(5, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  int waiting() {
    return received.size();
  }

  @Override
  public void toDevice(Downlink.ToDevice request, Answer answer) {
    received.add(request);
    behaviour.accept(request, answer);
  }

  @Override
  public void toGateway(GatewayRequest request, Answer answer) {
    received.add(request);
    behaviour.accept(request, answer);
  }

  @Override
  public void ownAttributes(Map<String, Value> values, List<String> deleted) {
    received.add(new OwnAttributes(values, deleted));
  }
}
