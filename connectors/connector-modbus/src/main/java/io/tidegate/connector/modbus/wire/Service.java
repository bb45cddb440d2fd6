package io.tidegate.connector.modbus.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Answers what clients ask, whatever it is. */
final class Service {

  private static final int EXCEPTION = 0x80;
  private static final int DEVICE_FAILURE = 4;
  private static final int LONGEST_PDU = 253;

  private final String place;
  private final RequestHandler handler;
  private final Logger log;

  Service(String place, RequestHandler handler, Logger log) {
    this.place = place;
    this.handler = handler;
    this.log = log;
  }

  String place() {
    return place;
  }

  /** Answers the requests over a link until it ends. */
  void serve(Link link, RequestReader reader, Quiet quiet, String client) throws IOException {
    byte[] chunk = new byte[512];
    for (int length = link.receive(chunk); length >= 0; length = link.receive(chunk)) {
      quiet.heard();
      reader.add(chunk, length);
      for (Request request = reader.next(); request != null; request = reader.next()) {
        byte[] frame = frame(request, reader, client);
        if (frame != null) {
          send(frame, link, quiet);
        }
      }
    }
  }

  private static void send(byte[] frame, Link link, Quiet quiet) throws IOException {
    try {
      quiet.await();
    } catch (InterruptedException e) {
      throw new IOException("serving was interrupted", e);
    }
    link.send(frame);
    quiet.sent(frame.length);
  }

  /** The answer as it is sent; null if none is. */
  byte @Nullable [] frame(Request request, RequestReader reader, String client) {
    boolean traced = log.isTraceEnabled();
    if (traced) {
      log.trace("{} ← {} {}", place, client, Wording.of(request));
    }
    byte[] answer = answer(request);
    byte[] sent =
        answer == null || reader.isBroadcast(request) ? null : reader.frame(request, answer);
    if (traced) {
      String bytes = sent == null ? "no answer" : "[" + WireTrace.hex(sent) + "]";
      log.trace("{} → {} unit {}: {}", place, client, request.unit(), bytes);
    }
    return sent;
  }

  private byte @Nullable [] answer(Request request) {
    try {
      byte[] answer = handler.answer(request.unit(), request.pdu());
      if (answer == null || (answer.length > 0 && answer.length <= LONGEST_PDU)) {
        return answer;
      }
      log.error("{}: an answer of {} bytes does not fit", place, answer.length);
    } catch (RuntimeException e) {
      log.error("{}: answering failed", place, e);
    }
    return new byte[] {(byte) (request.pdu()[0] | EXCEPTION), DEVICE_FAILURE};
  }
}
