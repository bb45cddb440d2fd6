package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.modbus.wire.Outcome.Answer;
import io.tidegate.connector.modbus.wire.Outcome.Failure;
import io.tidegate.connector.modbus.wire.Outcome.Lost;
import io.tidegate.connector.modbus.wire.UnitException.NoAnswer;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.support.Alarms;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One request at a time over a link: the caller sends and waits, the wire's own thread receives.
 * The caller never blocks in the link, since its interruption would close a socket.
 */
final class LinkWire implements Wire {

  /** What the units need to carry out a broadcast (Modbus over serial line 1.02, 2.4.1). */
  private static final Duration TURNAROUND = Duration.ofMillis(100);

  private static final byte[] NOTHING = {};

  private final WireSettings settings;
  private final Alarms alarms;
  private final Link link;
  private final Framer framer;
  private final Quiet quiet;
  private final WireTrace trace;
  private final Inbox inbox;
  private final Owed owed;
  private final Unheard unheard;
  private final ReentrantLock turn = new ReentrantLock(true);
  // At random, so that a unit which always answers with the same number is not merely late.
  private int number = ThreadLocalRandom.current().nextInt(0x10000);

  private LinkWire(
      WireSettings settings, Link link, Alarms alarms, WireTrace trace, Duration patience) {
    this.settings = settings;
    this.alarms = alarms;
    this.link = link;
    this.trace = trace;
    framer = Framer.of(settings.framing());
    quiet = Quiet.of(settings);
    inbox = new Inbox(framer, trace);
    owed = new Owed(settings.framing());
    unheard = new Unheard(settings.medium(), patience);
  }

  /** Takes over a link that is open. */
  static LinkWire over(
      Link link, WireSettings settings, Alarms alarms, WireTrace trace, Duration patience) {
    LinkWire wire = new LinkWire(settings, link, alarms, trace, patience);
    link.thread().name("modbus " + settings.place()).start(wire::receive);
    return wire;
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
      inbox.lose(lost(e));
    }
    link.close();
  }

  private IOException lost(IOException cause) {
    return new IOException(
        "connection to " + settings.place() + " lost: " + cause.getMessage(), cause);
  }

  /** Whether the connection ended while nothing was asked. */
  boolean isLostIdle() {
    return inbox.isLostIdle();
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
    quiet.await();
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
        if (late.await(debt.until() - System.nanoTime(), alarms)
            instanceof Lost(IOException cause)) {
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
    Exchange exchange = new Exchange(question, settings.echoes() ? frame : NOTHING);
    boolean answered = false;
    quiet.await();
    inbox.begin(exchange);
    try {
      send(question, frame);
      Outcome outcome = exchange.await(timeout + quiet.sending(frame, question), alarms);
      if (outcome == null) {
        outcome = new Failure(Lateness.of(exchange, frame, inbox.bytes(), framer, timeout));
      }
      answered = outcome instanceof Answer || outcome instanceof Failure(Refused _);
      unheard.after(inbox.heard());
      trace.ended(question, outcome, inbox);
      return conclude(outcome);
    } finally {
      inbox.end();
      if (answered) {
        owed.repeated(question, timeout);
      } else {
        owed.add(question, timeout);
      }
    }
  }

  private void send(Question question, byte[] frame) throws IOException {
    trace.sent(question, frame);
    try {
      link.send(frame);
    } catch (IOException e) {
      throw end(lost(e));
    }
    quiet.sent(frame.length);
  }

  private ModbusResponsePdu conclude(Outcome outcome) throws IOException, UnitException {
    return switch (outcome) {
      case Answer(ModbusResponsePdu pdu) -> pdu;
      case Failure(UnitException cause) when unheard.isDead() ->
          throw end(new IOException(settings.place() + " does not answer any more", cause));
      case Failure(UnitException cause) -> throw cause;
      case Lost(IOException cause) -> throw Inbox.again(cause);
    };
  }

  private IOException end(IOException cause) {
    inbox.lose(cause);
    link.close();
    return cause;
  }

  @Override
  public void close() {
    inbox.lose(new IOException("the connection to " + settings.place() + " was closed"));
    link.close();
  }
}
