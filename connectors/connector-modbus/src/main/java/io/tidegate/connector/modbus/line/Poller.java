package io.tidegate.connector.modbus.line;

import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.ConversionException;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.data.DataPoint;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.support.ReceiveClock;
import java.io.IOException;
import java.util.List;

/** Carries out the polls of a line. For one thread. */
final class Poller {

  /** Who waits so long for the log is late through no fault of the line. */
  private static final long LONG_WAIT = 50_000_000;

  private static final int ILLEGAL_FUNCTION = 1;
  private static final int ILLEGAL_VALUE = 3;
  private static final int DEVICE_FAILURE = 4;
  private static final int MEMORY_ERROR = 8;
  private static final int PATH_UNAVAILABLE = 10;
  private static final int TARGET_SILENT = 11;

  private final Channel channel;
  private final Schedule schedule;
  private final Outbox outbox;
  private final Lateness lateness;
  private final UplinkSink sink;
  private final ReceiveClock clock = new ReceiveClock();

  Poller(Channel channel, Schedule schedule, Outbox outbox, Lateness lateness, UplinkSink sink) {
    this.channel = channel;
    this.schedule = schedule;
    this.outbox = outbox;
    this.lateness = lateness;
    this.sink = sink;
  }

  /** Carries out a poll that is due, or what of it is possible now, and puts it in again. */
  void go(Poll poll) throws IOException, InterruptedException {
    long now = System.nanoTime();
    Health health = poll.station().health();
    long pause = health.pauseLeft(now);
    if (pause > 0) {
      poll.excuse();
      schedule.add(poll, now + pause);
      return;
    }
    poll.begin(now);
    if (round(poll)) {
      report(poll);
      long due = poll.rhythm().due();
      long end = System.nanoTime();
      lateness.done(due, poll.advance(end), end);
      schedule.add(poll, poll.rhythm().due());
    } else {
      // Behind all that is due: a unit that does not answer takes no turn but its own.
      schedule.add(poll, System.nanoTime());
    }
  }

  /** Whether the round has come to its end; otherwise it goes on where it is. */
  private boolean round(Poll poll) throws IOException, InterruptedException {
    try {
      while (poll.hasNext()) {
        if (!ask(poll)) {
          return !poll.station().health().isTriedAgain();
        }
      }
      return true;
    } catch (IOException e) {
      report(poll);
      throw e;
    }
  }

  /** Whether the unit answered, if only to refuse. */
  private boolean ask(Poll poll) throws IOException, InterruptedException {
    Request request = poll.next();
    try {
      ModbusResponsePdu response = channel.poll(poll.station(), request.pdu());
      poll.plan().answered(request);
      poll.pass();
      read(poll, request, Table.data(response));
      return true;
    } catch (Refused e) {
      return refused(poll, request, e);
    } catch (UnitException e) {
      return false;
    }
  }

  private void read(Poll poll, Request request, byte[] data) {
    List<Tag> tags = request.tags();
    int first = request.block().first();
    for (int i = 0; i < tags.size(); i++) {
      Tag tag = tags.get(i);
      try {
        Value value = tag.decoder().decode(data, tag.span().first() - first);
        if (value != null) {
          poll.add(new DataPoint(tag.kind(), tag.key(), value));
        }
      } catch (ConversionException e) {
        sink.rejected(Rejection.of(poll.station().unit().place(tag), e));
      }
    }
  }

  private boolean refused(Poll poll, Request request, Refused refusal) {
    int code = refusal.code();
    if (code == PATH_UNAVAILABLE || code == TARGET_SILENT) {
      return false;
    }
    boolean isForGood = code >= ILLEGAL_FUNCTION && code <= ILLEGAL_VALUE;
    boolean isAddress = code == DEVICE_FAILURE || code == MEMORY_ERROR || code == Refused.TOO_SHORT;
    if (isForGood || (isAddress && poll.plan().failed(request))) {
      List<Request> smaller = poll.plan().refused(request, System.nanoTime());
      if (poll.plan().isRefused(request)) {
        reject(poll.station().unit(), request, refusal);
      }
      poll.replace(smaller);
    } else {
      reject(poll.station().unit(), request, refusal);
      poll.pass();
    }
    return true;
  }

  private void reject(Unit unit, Request request, Refused refusal) {
    sink.rejected(
        new Rejection(
            unit.place(request),
            Refused.meaning(refusal.code()),
            "%s: %s of %s; not read: %s"
                .formatted(
                    refusal.getMessage(), request.place(), unit.device().name(), keys(request))));
  }

  private static String keys(Request request) {
    return String.join(", ", request.tags().stream().map(Tag::key).toList());
  }

  /** What was read is reported, whatever became of the rest. */
  private void report(Poll poll) throws InterruptedException {
    Unit unit = poll.station().unit();
    List<DataPoint> points = poll.end();
    if (!points.isEmpty()) {
      long received = System.currentTimeMillis();
      long time = clock.next(unit.device().name(), received);
      UplinkRecord record = new UplinkRecord(unit.device(), time, points);
      long start = System.nanoTime();
      outbox.add(new Report(record, unit.strategies(), received));
      long end = System.nanoTime();
      if (end - start > LONG_WAIT) {
        lateness.heldUp(start, end);
      }
    }
  }
}
