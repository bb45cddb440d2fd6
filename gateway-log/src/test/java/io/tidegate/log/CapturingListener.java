package io.tidegate.log;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is told. */
final class CapturingListener implements LogListener<String> {

  final List<String> dropped = new CopyOnWriteArrayList<>();
  final List<DropReason> reasons = new CopyOnWriteArrayList<>();
  final List<String> damages = new CopyOnWriteArrayList<>();
  final BlockingQueue<String> disk = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> drops = new LinkedBlockingQueue<>();
  private long corrupted;

  @Override
  public void dropped(List<String> values, DropReason reason) {
    dropped.addAll(values);
    reasons.add(reason);
    drops.addAll(values);
  }

  @Override
  public synchronized void corrupted(long count, String detail) {
    corrupted += count;
    damages.add(count + " " + detail);
  }

  @Override
  public void failing(String detail) {
    disk.add("failing");
  }

  @Override
  public void healed() {
    disk.add("healed");
  }

  synchronized long corrupted() {
    return corrupted;
  }

  /** Waits for the next dropped value. */
  String nextDropped() throws InterruptedException {
    return String.valueOf(drops.poll(30, TimeUnit.SECONDS));
  }
}
