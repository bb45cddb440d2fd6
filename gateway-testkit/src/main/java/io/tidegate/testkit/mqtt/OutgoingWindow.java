package io.tidegate.testkit.mqtt;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Queue;

/**
 * Keeps the number of QoS 1 messages that wait for the client's PUBACK within what the client takes
 * (its receive maximum). Used on the event loop only.
 */
final class OutgoingWindow {

  /** Puts a message on the wire. */
  interface Wire {
    void publish(String topic, byte[] payload, int packetId);
  }

  private static final class Outgoing {
    private final String topic;
    private final byte[] payload;

    Outgoing(String topic, byte[] payload) {
      this.topic = topic;
      this.payload = payload;
    }
  }

  private static final int LAST_PACKET_ID = 65535;

  private final Queue<Outgoing> waiting = new ArrayDeque<>();
  private final BitSet inFlight = new BitSet();
  private final Wire wire;
  private final int limit;
  private int unacknowledged;
  private int lastPacketId;

  OutgoingWindow(int limit, Wire wire) {
    this.limit = limit;
    this.wire = wire;
  }

  void send(String topic, byte[] payload) {
    waiting.add(new Outgoing(topic, payload));
    drain();
  }

  void acknowledged(int packetId) {
    if (inFlight.get(packetId)) {
      inFlight.clear(packetId);
      unacknowledged--;
      drain();
    }
  }

  private void drain() {
    while (unacknowledged < limit) {
      Outgoing next = waiting.poll();
      if (next == null) {
        return;
      }
      int packetId = freePacketId();
      inFlight.set(packetId);
      unacknowledged++;
      wire.publish(next.topic, next.payload, packetId);
    }
  }

  private int freePacketId() {
    do {
      lastPacketId = lastPacketId == LAST_PACKET_ID ? 1 : lastPacketId + 1;
    } while (inFlight.get(lastPacketId));
    return lastPacketId;
  }
}
