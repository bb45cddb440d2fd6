package io.tidegate.connector.mqtt;

import io.tidegate.connector.Connector;
import io.tidegate.testkit.ConnectorContract;
import io.tidegate.testkit.MosquittoProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class MqttContractTest extends ConnectorContract<MqttConfig> {

  @TempDir Path folder = Path.of("");

  private MosquittoProcess broker;

  @BeforeEach
  void start() throws IOException {
    MosquittoProcess.assumeInstalled();
    broker = MosquittoProcess.in(folder).start();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Override
  protected Connector<MqttConfig> connector() {
    return new MqttConnector();
  }

  @Override
  protected MqttConfig reachable() {
    return ConfigTexts.config("{'broker':{'host':'127.0.0.1','port':%d}}".formatted(broker.port()));
  }
}
