package io.tidegate.connector.opcua.session;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Report;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.connector.opcua.config.ServerConfig;
import io.tidegate.connector.opcua.link.Reachability.Activation;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.SubscriptionServices.Wish;
import io.tidegate.connector.opcua.plan.Mapping;
import io.tidegate.connector.opcua.plan.Plan;
import io.tidegate.connector.opcua.plan.PlannedDevice;
import io.tidegate.connector.opcua.plan.PlannedTag;
import io.tidegate.connector.opcua.plan.Scanner;
import io.tidegate.connector.opcua.plan.TagSpec;
import io.tidegate.connector.opcua.read.Harvest;
import io.tidegate.connector.opcua.read.History;
import io.tidegate.connector.opcua.read.PollReader;
import io.tidegate.connector.opcua.read.Reader;
import io.tidegate.connector.opcua.read.SubscriptionReader;
import io.tidegate.connector.opcua.value.ServerTypes;
import io.tidegate.connector.opcua.value.ValueConverter;
import io.tidegate.connector.opcua.write.Downlinks;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live connection to a server. It lives through outages shorter than a minute: meanwhile its
 * devices stay what they are, and requests wait. One thread reads, another one searches the server
 * for devices and nodes.
 */
final class OpcUaSession implements Session {

  private static final Logger log = LoggerFactory.getLogger(OpcUaSession.class);

  private static final Duration USUAL_KEEP_ALIVE = Duration.ofSeconds(5);

  /** How soon to search again for what is missing; as long as it is, less and less often. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final int MOST_DOUBLINGS = 4;

  private static final Duration GONE_AFTER = Duration.ofSeconds(60);

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** An update waits for the end of an outage, or of the session. */
  private static final Duration UPDATE_LIMIT = Duration.ofSeconds(90);

  private static final Duration RPC_LIMIT = Duration.ofSeconds(5);

  private final ServerLink link;
  private final ServerConfig server;
  private final Memory memory;
  private final UplinkSink sink;
  private final Scanner scanner;
  private final Reader reader;
  private final Downlinks downlinks;
  private final Presences presences;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition planned = lock.newCondition();
  private volatile Plan plan = Plan.EMPTY;

  /** How many searches in a row have found nothing new of what is missing. */
  private int vain;

  OpcUaSession(
      ServerLink link,
      ServerConfig server,
      List<Mapping> mappings,
      Memory memory,
      UplinkSink sink) {
    this.link = link;
    this.server = server;
    this.memory = memory;
    this.sink = sink;
    ValueConverter values = new ValueConverter(new ServerTypes(link.client()));
    this.scanner = new Scanner(mappings, link.services(), values);
    this.downlinks = new Downlinks(link, values, () -> plan);
    this.reader = reader(new Harvest(values, sink));
    this.presences = new Presences(sink, GONE_AFTER);
  }

  private Reader reader(Harvest harvest) {
    Duration longest = server.backfill() ? Duration.ofHours(server.backfillHours()) : Duration.ZERO;
    History history = new History(link, harvest, memory.told(), memory.watermark(), longest);
    if (!server.enableSubscriptions()) {
      return new PollReader(link, harvest, history, Duration.ofMillis(server.pollPeriodInMillis()));
    }
    Duration keepAlive =
        server.subKeepAlivePeriodInSeconds() == 0
            ? USUAL_KEEP_ALIVE
            : Duration.ofSeconds(server.subKeepAlivePeriodInSeconds());
    Wish wish =
        new Wish(
            Duration.ofMillis(server.publishingInterval()),
            keepAlive,
            Duration.ofMillis(server.sessionTimeoutInMillis()),
            server.subDataMaxBatchSize());
    return new SubscriptionReader(link, wish, harvest, history, memory.told(), memory.subscribed());
  }

  /** Searches the server once. */
  void search() throws IOException, InterruptedException {
    Activation activation = link.reachability().await();
    Plan found = scanner.scan(activation.sessionId());
    memory.told().missing(found.missing());
    show(found);
    lock.lock();
    try {
      plan = found;
      planned.signalAll();
    } finally {
      lock.unlock();
    }
    reader.adopt(found);
    reportConstants(presences.found(found.platformDevices()), found);
  }

  private void reportConstants(Set<Device> fresh, Plan found) throws InterruptedException {
    List<Report> reports = new ArrayList<>();
    long now = System.currentTimeMillis();
    for (PlannedDevice device : found.devices()) {
      List<DataPoint> points =
          device.mapping().tags().stream()
              .filter(TagSpec::isConstant)
              .map(tag -> new DataPoint(tag.kind(), tag.key(), new Value.Text(tag.text())))
              .toList();
      if (fresh.contains(device.device()) && !points.isEmpty()) {
        reports.add(
            new Report(
                new UplinkRecord(device.device(), now, points), device.mapping().strategies()));
      }
    }
    if (!reports.isEmpty()) {
      sink.accept(reports);
    }
  }

  private void show(Plan found) {
    if (server.showMap() && !found.equals(plan)) {
      for (PlannedDevice device : found.devices()) {
        log.info("{} is {}", device.device().name(), device.node().toParseableString());
        for (PlannedTag tag : device.tags()) {
          log.info("  {}: {}", tag.spec().key(), tag.node().toParseableString());
        }
      }
    }
  }

  @Override
  public void run() throws IOException, InterruptedException {
    Thread searching = Thread.ofVirtual().name("opcua-search").start(this::searchAgainAndAgain);
    try {
      reader.run();
    } catch (IOException e) {
      memory.lost();
      presences.allOffline();
      throw e;
    } finally {
      memory.watermark().save();
      searching.interrupt();
      searching.join();
    }
  }

  /** What is being read goes on meanwhile. */
  private void searchAgainAndAgain() {
    try {
      while (true) {
        link.reachability().awaitOther(plan.session(), pause());
        searchOnce();
      }
    } catch (InterruptedException e) {
      log.debug("searches no more");
    }
  }

  private void searchOnce() throws InterruptedException {
    List<String> missing = plan.missing();
    try {
      search();
      vain = plan.missing().equals(missing) ? Math.min(vain + 1, MOST_DOUBLINGS) : 0;
    } catch (IOException e) {
      log.debug("could not search the server", e);
      Thread.sleep(AT_ONCE);
    } catch (RuntimeException e) {
      log.error("a bug while searching the server", e);
      Thread.sleep(SOON);
    }
  }

  private Duration pause() {
    Duration configured = Duration.ofMillis(server.scanPeriodInMillis());
    if (plan.missing().isEmpty() && !reader.hasTrouble() && !presences.isAnyMissing()) {
      return configured;
    }
    Duration soon = SOON.multipliedBy(1L << vain);
    return configured.compareTo(soon) < 0 ? configured : soon;
  }

  @Override
  public Reply handle(Downlink request) throws IOException, InterruptedException {
    awaitPlan();
    return downlinks.handle(request);
  }

  /** Waits for the end of an outage; and after a restart of the server, for the search. */
  private void awaitPlan() throws IOException, InterruptedException {
    while (!link.reachability().await().sessionId().equals(plan.session())) {
      lock.lockInterruptibly();
      try {
        long _ = planned.awaitNanos(AT_ONCE.toNanos());
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public Duration timeLimit(Downlink request) {
    return request instanceof AttributeUpdate ? UPDATE_LIMIT : RPC_LIMIT;
  }

  @Override
  public List<String> sharedAttributes(Device device) {
    return downlinks.sharedAttributes(device);
  }

  @Override
  public void close() {
    link.close();
  }
}
