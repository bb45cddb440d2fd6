package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.modbus.wire.Outcome.Answer;
import io.tidegate.connector.modbus.wire.Outcome.Failure;
import io.tidegate.connector.modbus.wire.Outcome.Lost;
import io.tidegate.connector.modbus.wire.UnitException.NoAnswer;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One request at a time over a link: the caller sends and waits, the wire's own thread receives.
 * The caller never blocks in the link, so that its interruption does not close it.
 */
final class LinkWire implements Wire {

  /** Enough for a lost packet; on a TCP connection that lives, not three times in a row. */
  private static final int SILENCES = 3;

  /** What the units need to carry out a broadcast (Modbus over serial line 1.02, 2.4.1). */
  private static final Duration TURNAROUND = Duration.ofMillis(100);

  private static final byte[] NOTHING = {};

  private final WireSettings settings;
  private final Link link;
  private final Framer framer;
  private final Inbox inbox;
  private final Quiet quiet;
  private final WireTrace trace;
  private final boolean echoes;
  private final Owed owed;
  private final ReentrantLock turn = new ReentrantLock(true);
  // At random, so that the number of a unit that answers always with the same one is not a late
  // one.
  private int number = ThreadLocalRandom.current().nextInt(0x10000);
  private int silences;

  LinkWire(WireSettings settings, Link link, Framer framer, Quiet quiet, WireTrace trace) {
    this.settings = settings;
    this.link = link;
    this.framer = framer;
    this.quiet = quiet;
    this.trace = trace;
    echoes = settings.serial() != null && settings.serial().localEcho();
    inbox = new Inbox(framer, trace);
    owed = new Owed(settings.framing());
  }

  /** Starts to receive. */
  LinkWire start() {
    link.thread().name("modbus " + settings.place()).start(this::receive);
    return this;
  }

  private void receive() {
    byte[] chunk = new byte[512];
    try {
      for (int length = link.receive(chunk); length >= 0; length = link.receive(chunk)) {
        quiet.heard();
        inbox.accept(chunk, length);
      }
      inbox.lose(new IOException(settings.place() + " has closed the connection"));
    } catch (IOException e) {
      inbox.lose(new IOException("connection to " + settings.place() + " lost: " + e, e));
    }
    link.close();
  }

  @Override
  public ModbusResponsePdu exchange(int unit, ModbusRequestPdu request, Duration timeout)
      throws IOException, UnitException, InterruptedException {
    turn.lockInterruptibly();
    try {
      inbox.check();
      number = (number + 1) & 0xFFFF;
      Question question = new Question(unit, request, number);
      if (unit == 0 && settings.framing() != Framing.SOCKET) {
        return broadcast(question);
      }
      awaitDebts(question);
      return ask(question, timeout.toNanos());
    } finally {
      turn.unlock();
    }
  }

  /** All units carry it out and none answers (Modbus over serial line 1.02, 2.1). */
  private ModbusResponsePdu broadcast(Question question)
      throws IOException, NoAnswer, InterruptedException {
    if (question.isRead()
        || !(question.judge(question.pdu(), 0, question.answerLength()) instanceof Answer done)) {
      throw new NoAnswer("unit 0 is all units: none of them answers a read");
    }
    send(question, framer.frame(question));
    Thread.sleep(TURNAROUND);
    return done.pdu();
  }

  /** An answer that could be mistaken for the one to this question comes first, or never. */
  private void awaitDebts(Question question) throws IOException, InterruptedException {
    for (Owed.Debt debt = owed.mistakable(question);
        debt != null;
        debt = owed.mistakable(question)) {
      Exchange late = new Exchange(debt.question(), NOTHING);
      inbox.begin(late);
      try {
        if (late.await(debt.until() - System.nanoTime()) instanceof Lost(IOException cause)) {
          throw Inbox.again(cause);
        }
      } finally {
        inbox.end();
      }
      owed.remove(debt);
    }
  }

  private ModbusResponsePdu ask(Question question, long timeout)
      throws IOException, UnitException, InterruptedException {
    byte[] frame = framer.frame(question);
    Exchange exchange = new Exchange(question, echoes ? frame : NOTHING);
    long before = inbox.heard();
    boolean answered = false;
    inbox.begin(exchange);
    try {
      send(question, frame);
      Outcome outcome = exchange.await(timeout + quiet.sending(frame, question));
      answered = outcome instanceof Answer || outcome instanceof Failure(Refused _);
      silences = answered || inbox.heard() > before ? 0 : silences + 1;
      return conclude(exchange, outcome == null ? late(exchange, frame, timeout) : outcome);
    } finally {
      inbox.end();
      if (answered) {
        owed.repeated(question, timeout);
      } else {
        owed.add(question, timeout);
      }
    }
  }

  private void send(Question question, byte[] frame) throws IOException, InterruptedException {
    quiet.await();
    trace.sent(question, frame);
    try {
      link.send(frame);
    } catch (IOException e) {
      throw lose("connection to " + settings.place() + " lost: " + e.getMessage(), e);
    }
    quiet.sent(frame.length);
  }

  private ModbusResponsePdu conclude(Exchange exchange, Outcome outcome)
      throws IOException, UnitException {
    trace.ended(exchange.question(), outcome, inbox);
    return switch (outcome) {
      case Answer(ModbusResponsePdu pdu) -> pdu;
      case Failure(UnitException cause) when isDead() ->
          throw lose(settings.place() + " does not answer any more", cause);
      case Failure(UnitException cause) -> throw cause;
      case Lost(IOException cause) -> throw Inbox.again(cause);
    };
  }

  /** A peer that is gone can't say so; the next connection shows whether it is there. */
  private boolean isDead() {
    return settings.medium() == Medium.TCP && silences >= SILENCES;
  }

  private Outcome late(Exchange exchange, byte[] frame, long timeout) {
    Question question = exchange.question();
    byte[] heard = inbox.heardBytes();
    int from = exchange.echo().length;
    if (from == 0 && Arrays.equals(heard, frame)) {
      return question.garbled("only the request itself came back, as from an adapter that echoes");
    }
    String why = heard.length <= from ? null : framer.explain(heard, from, heard.length, question);
    return why == null
        ? new Failure(
            new NoAnswer(
                "unit " + question.unit() + ": no answer for " + timeout / 1_000_000 + " ms"))
        : question.garbled(why + " (" + WireTrace.hex(heard) + ")");
  }

  private IOException lose(String why, Exception cause) {
    IOException failure = new IOException(why, cause);
    inbox.lose(failure);
    link.close();
    return failure;
  }

  @Override
  public void close() {
    inbox.lose(new IOException("the connection to " + settings.place() + " was closed"));
    link.close();
  }
}
