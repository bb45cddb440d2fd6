package io.tidegate.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Takes messages as the platform would, within limits that a test sets. */
final class CollectingSink implements MessageSink {

  private final int maxBytes;
  private final int maxPoints;
  private final List<String> messages = new ArrayList<>();
  private final List<Integer> points = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  CollectingSink(int maxBytes, int maxPoints) {
    this.maxBytes = maxBytes;
    this.maxPoints = maxPoints;
  }

  static CollectingSink unlimited() {
    return new CollectingSink(1_000_000, Integer.MAX_VALUE);
  }

  List<String> messages() {
    return messages;
  }

  List<Integer> points() {
    return points;
  }

  List<String> refusals() {
    return refusals;
  }

  @Override
  public void accept(byte[] payload, int count) {
    messages.add(new String(payload, UTF_8));
    points.add(count);
  }

  @Override
  public void refuse(String reason) {
    refusals.add(reason);
  }

  @Override
  public int maxBytes() {
    return maxBytes;
  }

  @Override
  public int maxPoints() {
    return maxPoints;
  }
}
