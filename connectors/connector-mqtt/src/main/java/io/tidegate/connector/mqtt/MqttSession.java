package io.tidegate.connector.mqtt;

import io.tidegate.connector.Conversion;
import io.tidegate.connector.ConversionException;
import io.tidegate.connector.Downlink;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Report;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live connection to a broker. Takes over all that waits at once: converts it, hands it to the
 * log in one go, and only then acknowledges it.
 */
final class MqttSession implements Session {

  private static final Logger log = LoggerFactory.getLogger(MqttSession.class);

  private final BrokerLink link;
  private final Reception reception;
  private final Inbox inbox;
  private final UplinkSink sink;
  private final Downlinks downlinks;
  private final AttributeAnswers answers;
  private final TopicRouter router;
  private final boolean persistent;
  private final Stamps stamps;
  private final Pacing pacing;
  private final List<Report> reports = new ArrayList<>();

  /**
   * Creates the session of a connected link.
   *
   * @param times where the broker sends again, on the next connection, what was not acknowledged on
   *     this one: the times that were given before; else null.
   */
  MqttSession(
      BrokerLink link,
      Reception reception,
      MqttMappings mappings,
      @Nullable GivenTimes times,
      UplinkSink sink,
      Downlinks downlinks) {
    this.link = link;
    this.reception = reception;
    this.inbox = reception.inbox();
    this.downlinks = downlinks;
    this.answers = new AttributeAnswers(sink, link);
    this.pacing = new Pacing(inbox);
    this.router = new TopicRouter(mappings);
    this.persistent = times != null;
    this.stamps = new Stamps(times);
    this.sink = sink;
  }

  @Override
  public void run() throws IOException, InterruptedException {
    try {
      takeOver();
    } finally {
      stamps.close();
    }
    Throwable cause = inbox.cause();
    throw new IOException(cause == null ? "closed" : LinkFutures.reason(cause), cause);
  }

  private void takeOver() throws InterruptedException {
    List<Incoming> batch = new ArrayList<>();
    while (inbox.take(batch)) {
      if (inbox.cause() != null) {
        batch.removeIf(this::comesAgain);
      }
      for (Incoming message : batch) {
        handle(message);
      }
      flush();
      for (Incoming message : batch) {
        message.acknowledgement().run();
      }
      int size = batch.size();
      batch.clear();
      pacing.pause(size);
    }
  }

  /** What an ended connection leaves behind is lost unless it is used, or else it comes twice. */
  private boolean comesAgain(Incoming message) {
    return persistent && message.qos() > 0;
  }

  private void handle(Incoming message) throws InterruptedException {
    MqttReading reading = stamps.begin(message);
    TopicRouter.Route route = unlessBug(reading, () -> router.route(reading.topic()));
    if (route == null) {
      return;
    }
    if (route.isUnknown()) {
      Rejection rejection = reception.unrouted(message);
      if (rejection != null) {
        sink.rejected(rejection);
      }
      return;
    }
    for (AttributeRequest.ForTopic request : route.attributeRequests()) {
      answers.answer(request, reading);
    }
    for (PresenceRequest.ForTopic request : route.requests()) {
      handle(request, reading);
    }
    for (MqttConverter.ForTopic converter : route.converters()) {
      Conversion conversion = new Conversion();
      convert(converter, reading, conversion);
      conversion.reported().forEach(part -> reports.add(report(part, reading)));
      conversion.failures().forEach(e -> sink.rejected(Rejection.of(reading.topic(), e)));
    }
    stamps.end(message);
  }

  private static void convert(
      MqttConverter.ForTopic converter, MqttReading reading, Conversion conversion) {
    try {
      converter.convert(reading, conversion);
    } catch (RuntimeException | StackOverflowError e) {
      conversion.fail(bug(reading, e));
    }
  }

  /** Null if it was rejected. */
  private <T> @Nullable T unlessBug(MqttReading reading, Finding<T> finding) {
    try {
      return finding.find();
    } catch (ConversionException e) {
      sink.rejected(Rejection.of(reading.topic(), e));
    } catch (RuntimeException | StackOverflowError e) {
      sink.rejected(Rejection.of(reading.topic(), bug(reading, e)));
    }
    return null;
  }

  /**
   * A message that meets a bug must not come again and again and stop all others. Neither must one
   * whose topic is too much for the regular expression of a configuration: that ends in an overflow
   * of the stack.
   */
  private static ConversionException bug(MqttReading reading, Throwable bug) {
    log.error("a message of {} meets a bug in the connector", reading.topic(), bug);
    return new ConversionException("bug", "a bug in the connector: " + bug);
  }

  /** What is to be found out about a message. */
  @FunctionalInterface
  private interface Finding<T> {
    T find() throws ConversionException;
  }

  private Report report(Conversion.Reported part, MqttReading reading) {
    Device device = part.device();
    Long time = part.time();
    return new Report(
        new UplinkRecord(device, time == null ? stamps.next(device.name()) : time, part.points()),
        part.strategies(),
        reading.receivedAt());
  }

  /** What the device sent before it said that it leaves goes before the message that it left. */
  private void handle(PresenceRequest.ForTopic request, MqttReading reading)
      throws InterruptedException {
    Device device = unlessBug(reading, () -> request.device(reading));
    if (device == null) {
      return;
    }
    flush();
    switch (request.presence()) {
      case ONLINE -> sink.online(device);
      case OFFLINE -> sink.offline(device);
    }
  }

  @Override
  public Reply handle(Downlink request) throws IOException, InterruptedException {
    return downlinks.handle(request);
  }

  @Override
  public Duration timeLimit(Downlink request) {
    return downlinks.timeLimit(request);
  }

  private void flush() throws InterruptedException {
    if (!reports.isEmpty()) {
      stamps.save();
      sink.accept(List.copyOf(reports));
      reports.clear();
    }
  }

  @Override
  public void close() {
    answers.close();
    reception.waiters().end(new IOException("the connection is closed"));
    // Before the link: an event loop that waits for room could not say good-bye.
    inbox.close();
    link.close();
  }
}
