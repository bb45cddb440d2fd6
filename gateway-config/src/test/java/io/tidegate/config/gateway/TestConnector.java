package io.tidegate.config.gateway;

import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Range;
import io.tidegate.config.SkipInvalid;
import io.tidegate.connector.Connector;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import java.io.IOException;
import java.util.List;

/** A connector of one host with tags. */
final class TestConnector implements Connector<TestConnector.Config> {

  record Config(
      @Doc("Host.") String host,
      @Doc("Port.") @Default("502") @Range(min = 1, max = 65535) int port,
      @Doc("Tags.") @SkipInvalid List<Tag> tags) {}

  record Tag(@Doc("Address.") @Range(min = 0, max = 65535) int address) {}

  private record TestEndpoint(String name) implements Endpoint {

    @Override
    public Session open(UplinkSink sink) throws IOException {
      throw new IOException("a test");
    }
  }

  @Override
  public String type() {
    return "test";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public List<Endpoint> endpoints(Config config) {
    if ("boom".equals(config.host)) {
      throw new IllegalStateException("a bug");
    }
    return List.of(
        new TestEndpoint("%s:%d/%d".formatted(config.host, config.port, config.tags.size())));
  }
}
