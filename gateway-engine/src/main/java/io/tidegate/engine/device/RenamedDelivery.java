package io.tidegate.engine.device;

import io.tidegate.connector.AttributeScope;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says everything under the names that the platform knows. */
final class RenamedDelivery implements Delivery {

  private final Delivery delivery;
  private final Renamings renamings;

  RenamedDelivery(Delivery delivery, Renamings renamings) {
    this.delivery = delivery;
    this.renamings = renamings;
  }

  @Override
  public Receipt announce(Announcement device) throws IOException, InterruptedException {
    return delivery.announce(
        new Announcement(named(device.device()), device.connectorType(), device.connectorName()));
  }

  @Override
  public void withdraw(Device device) throws IOException, InterruptedException {
    delivery.withdraw(named(device));
  }

  /** The backlog of a device that was renamed meanwhile goes to the same device, too. */
  @Override
  public Receipt send(List<UplinkRecord> records) throws IOException, InterruptedException {
    return delivery.send(
        renamings.isEmpty() ? records : records.stream().map(this::named).toList());
  }

  @Override
  public Receipt sendOwn(long timestamp, List<DataPoint> points)
      throws IOException, InterruptedException {
    return delivery.sendOwn(timestamp, points);
  }

  @Override
  public Receipt sendOwnTelemetry(List<OwnTelemetry> moments)
      throws IOException, InterruptedException {
    return delivery.sendOwnTelemetry(moments);
  }

  @Override
  public Map<String, Value> ownAttributes(List<String> names)
      throws IOException, InterruptedException {
    return delivery.ownAttributes(names);
  }

  @Override
  public Map<String, Value> attributes(Device device, AttributeScope scope, List<String> names)
      throws IOException, InterruptedException {
    return delivery.attributes(named(device), scope, names);
  }

  @Override
  public void claim(Device device, @Nullable String secretKey, @Nullable Duration duration)
      throws IOException, InterruptedException {
    delivery.claim(named(device), secretKey, duration);
  }

  @Override
  public void awaitEnd() throws IOException, InterruptedException {
    delivery.awaitEnd();
  }

  @Override
  public void close() throws IOException {
    delivery.close();
  }

  private UplinkRecord named(UplinkRecord record) {
    Device named = named(record.device());
    return named.equals(record.device())
        ? record
        : new UplinkRecord(named, record.timestamp(), record.points(), record.journey());
  }

  private Device named(Device device) {
    String name = renamings.of(device.name());
    return name == null ? device : new Device(name, device.profile());
  }
}
