package io.tidegate.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

  private static final int FIRST_OF_CONNECTIONS = 32_768;

  @Test
  void aFreePortIsNoneThatAConnectionIsGiven() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(Ports.free()).isBetween(1024, FIRST_OF_CONNECTIONS - 1);
    }
  }

  @Test
  void anotherPortIsTriedWhereSomebodyWasQuicker() throws Exception {
    List<Integer> tried = new ArrayList<>();
    int port =
        Ports.listen(each -> {
          tried.add(each);
          if (tried.size() < 5) {
            throw new BindException("taken");
          }
          return each;
        });
    assertThat(tried).hasSize(5).last().isEqualTo(port);
  }

  @Test
  void whatElseFailsIsTold() {
    assertThatThrownBy(() ->
            Ports.listen(_ -> {
              throw new IOException("no such program");
            }))
        .hasMessage("no such program");
  }
}
