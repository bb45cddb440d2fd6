package io.tidegate.engine.downlink;

import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.Session;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.engine.deliver.AnnouncementListener;
import io.tidegate.engine.device.DeviceListener;
import io.tidegate.engine.supervise.Causes;
import io.tidegate.uplink.Delivery;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the platform for the shared attributes that matter to a device as soon as both can be
 * reached, and hands them to its session: nobody knows what was changed before. Whatever connects
 * last, the device, its session or the platform, there is one question. What fails is asked again
 * when one of them connects again.
 */
public final class SharedAttributes
    implements AnnouncementListener, DeviceListener, OutletListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SharedAttributes.class);

  /** So many questions at a time. */
  private static final int MOST_ASKING = 10;

  /** Names come from outside. Of further devices nothing is asked. */
  private static final int MOST_DEVICES = 100_000;

  private static final List<String> ALL = List.of();

  private final DownlinkRouter router;
  private final Outlets outlets;
  private final Map<String, Device> announced = new HashMap<>();
  private final Map<String, Session> asked = new HashMap<>();
  private final Set<String> due = new LinkedHashSet<>();
  private final Set<String> underWay = new HashSet<>();
  private final Set<Thread> workers = new HashSet<>();
  private @Nullable Delivery delivery;
  private boolean failureTold;
  private boolean closed;

  /** To be told of announcements, and of devices by the registry. */
  public SharedAttributes(DownlinkRouter router, Outlets outlets) {
    this.router = router;
    this.outlets = outlets;
    outlets.listen(this);
  }

  @Override
  public synchronized void announced(Device device, Delivery over) {
    delivery = over;
    if (announced.size() >= MOST_DEVICES && !announced.containsKey(device.name())) {
      return;
    }
    announced.put(device.name(), device);
    asked.remove(device.name());
    ask(device.name());
  }

  @Override
  public synchronized void ended() {
    delivery = null;
    failureTold = false;
    announced.clear();
    asked.clear();
    due.clear();
  }

  @Override
  public synchronized void opened(Session session) {
    for (String device : announced.keySet()) {
      if (outlets.live(device).contains(session)) {
        ask(device);
      }
    }
  }

  @Override
  public synchronized void moved(String device) {
    if (announced.containsKey(device)) {
      ask(device);
    }
  }

  @Override
  public void online(Device device, String connector) {
    // It is announced next.
  }

  @Override
  public synchronized void offline(Device device) {
    announced.remove(device.name());
    asked.remove(device.name());
    due.remove(device.name());
  }

  @Override
  public void forgotten(Device device) {
    offline(device);
  }

  /** Asks no more. */
  @Override
  public synchronized void close() {
    closed = true;
    due.clear();
    workers.forEach(Thread::interrupt);
  }

  private void ask(String device) {
    due.add(device);
    if (workers.size() < MOST_ASKING && !closed) {
      workers.add(Thread.ofVirtual().name("shared-attributes").start(this::work));
    }
  }

  private void work() {
    try {
      for (Device next = next(); next != null; next = next()) {
        Question question = question(next);
        if (question != null && isNews(question)) {
          question.answer();
        }
        done(next);
      }
    } catch (InterruptedException e) {
      log.debug("stopped asking for attributes");
    }
  }

  private synchronized @Nullable Device next() {
    for (Iterator<String> each = due.iterator(); each.hasNext() && !closed; ) {
      String name = each.next();
      if (underWay.contains(name)) {
        continue;
      }
      each.remove();
      Device device = announced.get(name);
      if (device != null) {
        underWay.add(name);
        return device;
      }
    }
    workers.remove(Thread.currentThread());
    return null;
  }

  /** Of the first session that wants any. */
  private @Nullable Question question(Device device) {
    for (Session session : outlets.live(device.name())) {
      List<String> names = names(session, device);
      if (!names.isEmpty()) {
        return new Question(device, session, names.contains("*") ? ALL : names);
      }
    }
    return null;
  }

  /** Whether the session has not been told since it, the device or the platform connected. */
  private synchronized boolean isNews(Question question) {
    return announced.containsKey(question.device.name())
        && !question.session.equals(asked.put(question.device.name(), question.session));
  }

  private synchronized @Nullable Delivery delivery() {
    return delivery;
  }

  private static List<String> names(Session session, Device device) {
    try {
      return List.copyOf(session.sharedAttributes(device));
    } catch (RuntimeException e) {
      log.error("{}: a bug in the connector", device.name(), e);
      return List.of();
    }
  }

  private synchronized void failed(Question question, Delivery over, IOException e) {
    asked.remove(question.device.name(), question.session);
    if (!failureTold && over.equals(delivery)) {
      failureTold = true;
      log.warn("{}: no shared attributes: {}", question.device.name(), Causes.text(e));
    }
  }

  private synchronized void done(Device device) {
    underWay.remove(device.name());
  }

  private final class Question {

    private final Device device;
    private final Session session;
    private final List<String> names;

    Question(Device device, Session session, List<String> names) {
      this.device = device;
      this.session = session;
      this.names = names;
    }

    void answer() throws InterruptedException {
      Delivery over = delivery();
      if (over == null) {
        return;
      }
      try (AttributeQueries.Query query = router.query(device.name())) {
        Map<String, Value> values = over.attributes(device, AttributeScope.SHARED, names);
        query.answered(device, values, router::handOver);
      } catch (IOException e) {
        failed(this, over, e);
      } catch (RuntimeException e) {
        log.error("{}: a bug while asking for attributes", device.name(), e);
      }
    }
  }
}
