package io.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.gateway.GatewayConfig;
import io.tidegate.config.json.ConfigReference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DocumentationTest {

  @Test
  void thePageOfTheMainFileHasEveryKey() {
    assertThat(Path.of("../docs/user/tb_gateway.md"))
        .content()
        .endsWith(ConfigReference.of(GatewayConfig.class));
  }
}
