package io.tidegate.engine.deliver;

import static io.tidegate.engine.fixture.Fixtures.settings;

import io.tidegate.engine.fixture.FakePlatform;
import io.tidegate.engine.fixture.Gateway;
import io.tidegate.engine.fixture.MemoryLog;
import org.junit.jupiter.api.Timeout;

/** Gateways that deliver to one platform. */
@Timeout(60)
abstract class DeliveryFixture {

  static final int NO_OVERTAKING = Integer.MAX_VALUE;

  final FakePlatform platform = new FakePlatform(1);

  Gateway gateway(int overtakeFrom) throws Exception {
    return new Gateway(MemoryLog::new, platform, settings(10, overtakeFrom));
  }
}
