package io.tidegate.engine.downlink;

import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Session;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.fixture.ManualPulse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A router with the connectors and devices that a test wants. */
@Timeout(20)
abstract class RouterFixture {

  static final Device A = new Device("A", "default");

  final ManualPulse pulse = new ManualPulse();
  final DeviceRegistry registry = new DeviceRegistry(100, pulse);
  final Outlets outlets = new Outlets(registry);
  final DownlinkRouter router = new DownlinkRouter(outlets, pulse);

  /** Nothing is left behind, whatever happened. */
  @AfterEach
  void nothingIsLeft() {
    router.close();
    await().until(() -> router.lanes() == 0 && pulse.alarms() == 0);
  }

  Outlet connector(String name, Session session, String... devices) {
    Outlet outlet = outlets.add(name);
    outlet.opened(session);
    for (String device : devices) {
      registry.online(new Device(device, "default"), name);
      outlet.reported(device);
    }
    return outlet;
  }

  Answers call(String device, String method) {
    return call(device, method, null);
  }

  Answers call(String device, String method, @Nullable Duration limit) {
    Answers answers = new Answers();
    router.toDevice(
        new RpcRequest(new Device(device, "default"), 1, method, new Value.Json("null"), limit),
        answers);
    return answers;
  }

  Answers update(String device, String name, int value) {
    Answers answers = new Answers();
    router.toDevice(
        new AttributeUpdate(
            new Device(device, "default"), Map.of(name, new Value.Int(value)), List.of()),
        answers);
    return answers;
  }

  static List<String> methods(TestSession session) {
    return session.asked.stream().map(request -> ((RpcRequest) request).method()).toList();
  }
}
