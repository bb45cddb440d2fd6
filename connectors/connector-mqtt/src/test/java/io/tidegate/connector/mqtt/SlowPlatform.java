package io.tidegate.connector.mqtt;

import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.Missed;
import io.tidegate.connector.Platform;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A gateway whose platform answers only when it is let. */
record SlowPlatform(GateSink gateway, CountDownLatch let) implements UplinkSink, Platform {

  @Override
  public void accept(List<Report> reports) throws InterruptedException {
    gateway.accept(reports);
  }

  @Override
  public void rejected(Rejection rejection) {
    gateway.rejected(rejection);
  }

  @Override
  public void missed(Missed missed) {
    gateway.missed(missed);
  }

  @Override
  public void online(Device device) {
    gateway.online(device);
  }

  @Override
  public void offline(Device device) {
    gateway.offline(device);
  }

  @Override
  public Platform platform() {
    return this;
  }

  @Override
  public Map<String, Value> attributes(Device device, AttributeScope scope, List<String> names)
      throws InterruptedException {
    let.await();
    return Map.of(names.getFirst(), new Value.Text(device.name()));
  }

  @Override
  public void claim(Device device, @Nullable String secretKey, @Nullable Duration duration) {
    throw new UnsupportedOperationException();
  }
}
