package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.thingsboard.Counters.Count;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What all clients of one stand-in share. */
final class Platform {

  final Accounts accounts;
  final ReceivedData received;
  final MessageLog log;
  final Counters counters = new Counters();
  final Behaviour behaviour = new Behaviour();
  final List<StandInListener> listeners = new CopyOnWriteArrayList<>();
  final List<PlatformSession> sessions = new CopyOnWriteArrayList<>();
  final SharedAttributes shared = new SharedAttributes();
  final List<Claim> claims = new CopyOnWriteArrayList<>();
  final Provisioning provisioning;
  final RpcCalls calls = new RpcCalls(counters);
  private final AtomicInteger lastMessage = new AtomicInteger();

  Platform(StandInSettings settings) {
    accounts = new Accounts(settings.accounts());
    received = new ReceivedData(settings.retention());
    log = new MessageLog(settings.loggedMessages());
    provisioning = new Provisioning(settings.provisioning(), accounts);
  }

  void telemetry(List<ReceivedPoint> points, PlatformSession session) {
    received.addTelemetry(lastMessage.incrementAndGet(), points, session);
    counters.add(Count.TELEMETRY_MESSAGES, 1);
    counters.add(Count.TELEMETRY_POINTS, points.size());
    long now = System.nanoTime();
    for (StandInListener listener : listeners) {
      for (ReceivedPoint point : points) {
        listener.telemetry(point.device(), point.timestamp(), point.key(), point.value(), now);
      }
      listener.messageProcessed();
    }
  }

  void attributes(List<ReceivedPoint> points, PlatformSession session) {
    received.addAttributes(lastMessage.incrementAndGet(), points, session);
    counters.add(Count.ATTRIBUTE_MESSAGES, 1);
    counters.add(Count.ATTRIBUTE_POINTS, points.size());
    long now = System.nanoTime();
    for (StandInListener listener : listeners) {
      for (ReceivedPoint point : points) {
        listener.attribute(point.device(), point.key(), point.value(), now);
      }
      listener.messageProcessed();
    }
  }
}
