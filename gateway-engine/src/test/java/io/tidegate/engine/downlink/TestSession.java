package io.tidegate.engine.downlink;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.data.Device;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session that does what a test says, and remembers what it was asked for. */
final class TestSession implements Session {

  /** What it does with a request. */
  @FunctionalInterface
  interface Behaviour {
    Reply handle(Downlink request) throws IOException, InterruptedException;
  }

  final List<Downlink> asked = new CopyOnWriteArrayList<>();
  private final Behaviour behaviour;
  private List<String> shared = List.of();

  TestSession(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** One that does at once whatever it is asked for. */
  static TestSession willing() {
    return new TestSession(_ -> new Reply.Done());
  }

  /** One that does nothing until it is interrupted. */
  static TestSession hanging() {
    return new TestSession(_ -> {
      Thread.sleep(Duration.ofMinutes(10));
      return new Reply.Done();
    });
  }

  TestSession wants(String... names) {
    shared = List.of(names);
    return this;
  }

  @Override
  public Reply handle(Downlink request) throws IOException, InterruptedException {
    asked.add(request);
    return behaviour.handle(request);
  }

  @Override
  public List<String> sharedAttributes(Device device) {
    return shared;
  }

  @Override
  public void run() {}

  @Override
  public void close() {}
}
