package io.tidegate.thingsboard;

import io.tidegate.data.Device;
import io.tidegate.thingsboard.DeviceDetails.Details;
import io.tidegate.uplink.Delivery.Announcement;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the details of announced devices, on a thread that lives while there are some: ten thousand
 * devices share a few messages, and none of their data waits.
 */
final class DetailsSender {

  private static final Logger log = LoggerFactory.getLogger(DetailsSender.class);

  private final DeviceDetails details;
  private final DataSink data;
  private final Queue<Details> waiting = new ArrayDeque<>();
  private boolean running;

  DetailsSender(DeviceDetails details, DataSink data) {
    this.details = details;
    this.data = data;
  }

  synchronized void add(Announcement announcement) {
    Details device = Details.of(announcement);
    if (device == null || details.isTold(device)) {
      return;
    }
    waiting.add(device);
    if (!running) {
      running = true;
      Thread.ofVirtual().name("thingsboard-details").start(this::run);
    }
  }

  /** The device may be another one to the platform when it is announced the next time. */
  void forget(Device device) {
    details.forget(device.name());
  }

  private void run() {
    try {
      for (List<Details> next = takeAll(); !next.isEmpty(); next = takeAll()) {
        send(next);
      }
    } catch (IOException e) {
      log.debug("the rest of the details is sent on the next connection", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Details> takeAll() {
    List<Details> all = new ArrayList<>(waiting);
    waiting.clear();
    running = !all.isEmpty();
    return all;
  }

  private void send(List<Details> devices) throws IOException, InterruptedException {
    Batch batch = new Batch();
    AttributesPacker packer = new AttributesPacker(data.forBatch(batch));
    for (Details device : devices) {
      packer.add(device.device(), device.points());
    }
    packer.flush();
    batch.settle(new Outcome.Accepted());
    if (batch.await() instanceof Outcome.Accepted) {
      devices.forEach(details::told);
    } else {
      log.debug("the platform did not take connectorType and connectorName of some devices");
    }
  }

  /** Makes the sink for attributes of devices. */
  @FunctionalInterface
  interface DataSink {

    MessageSink forBatch(Batch batch);
  }
}
