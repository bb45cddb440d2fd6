package io.tidegate.thingsboard;

import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;

/** Sends packed messages of one topic through the outbox. */
final class ClassSink implements MessageSink {

  private final Session session;
  private final MessageClass kind;
  private final String topic;
  private Batch batch;

  ClassSink(Session session, MessageClass kind, String topic, Batch batch) {
    this.session = session;
    this.kind = kind;
    this.topic = topic;
    this.batch = batch;
  }

  /** From now on answers go to another batch. */
  void use(Batch next) {
    batch = next;
  }

  @Override
  public void accept(byte[] payload, int points) throws IOException, InterruptedException {
    session.outbox().publish(kind, topic, payload, points, batch);
  }

  @Override
  public void refuse(String reason) {
    batch.note(new Outcome.Refused(reason));
  }

  @Override
  public int maxBytes() {
    return session.payloadLimit().bytes();
  }

  @Override
  public int maxPoints() {
    return session.limiter().maxPoints(kind);
  }

  /** What a sink needs of its connection. */
  record Session(Outbox outbox, PayloadLimit payloadLimit, RateLimiter limiter) {}
}
