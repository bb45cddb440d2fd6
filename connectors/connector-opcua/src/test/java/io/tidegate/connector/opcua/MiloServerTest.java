package io.tidegate.connector.opcua;

import static io.tidegate.connector.opcua.ConfigTexts.device;
import static io.tidegate.connector.opcua.ConfigTexts.tag;
import static io.tidegate.connector.opcua.ConfigTexts.timeseries;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Reply;
import io.tidegate.connector.opcua.peers.MiloServer;
import io.tidegate.data.Value.Real;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Milo's own server, by subscription and by polling alike. */
class MiloServerTest {

  @ParameterizedTest
  @ValueSource(strings = {"", ",'enableSubscriptions':false,'pollPeriodInMillis':100"})
  void valuesAreReadChangesFollowAndAttributesAreWritten(String settings) throws Exception {
    String mapping =
        device(
            "Pump1",
            "P",
            timeseries(tag("t", "${Temperature}")),
            "'attributes_updates':[{'key':'t','value':'${Temperature}'}]");
    try (MiloServer server = MiloServer.start();
        Running running = Running.start(ConfigTexts.of(server.url(), settings, mapping))) {
      running.await("P", "t", new Real(0));
      server.set(1.5);
      running.await("P", "t", new Real(1.5));
      assertThat(running.update("P", Map.of("t", new Real(2.5)))).isInstanceOf(Reply.Done.class);
      assertThat(server.get()).isEqualTo(2.5);
      server.set(3.5);
      running.await("P", "t", new Real(3.5));
      assertThat(running.sink().onlineDevices()).hasSize(1);
    }
  }
}
