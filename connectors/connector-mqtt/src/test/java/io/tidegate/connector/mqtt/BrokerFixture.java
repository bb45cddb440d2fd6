package io.tidegate.connector.mqtt;

import io.tidegate.testkit.MosquittoProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A broker for each test, of its own. */
abstract class BrokerFixture {

  @TempDir Path folder = Path.of("");

  MosquittoProcess broker;

  @BeforeEach
  void startBroker() throws IOException {
    MosquittoProcess.assumeInstalled();
    broker = configured(MosquittoProcess.in(folder)).start();
  }

  @AfterEach
  void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  /** What the tests need the broker to be. */
  abstract MosquittoProcess.Builder configured(MosquittoProcess.Builder bare);
}
