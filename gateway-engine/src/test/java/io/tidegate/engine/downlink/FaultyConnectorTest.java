package io.tidegate.engine.downlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.data.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bugs of others. */
class FaultyConnectorTest extends RouterFixture {

  @Test
  void bugsOfAConnectorAreAnsweredAndEndNothing() throws Exception {
    connector(
        "c",
        new TestSession(request ->
            switch (((RpcRequest) request).method()) {
              case "runtime" -> throw new IllegalStateException("oops");
              case "error" -> throw new StackOverflowError("deep");
              case "null" -> nothing();
              case "io" -> throw new IOException("bus is silent");
              case "interrupt" -> {
                Thread.currentThread().interrupt();
                throw new InterruptedException();
              }
              default -> new Reply.Done();
            }),
        "A");
    for (String method : List.of("runtime", "error", "null")) {
      assertThat(call("A", method).await())
          .isInstanceOfSatisfying(
              Reply.Failed.class,
              failed -> assertThat(failed.reason()).startsWith("a bug in the connector"));
    }
    assertThat(call("A", "io").await()).isEqualTo(new Reply.Failed("bus is silent"));
    assertThat(call("A", "interrupt").await()).isEqualTo(new Reply.Failed("interrupted"));
    assertThat(call("A", "fine").await()).isEqualTo(new Reply.Done());
  }

  @Test
  void aTimeLimitOfAFaultyConnectorEndsNothing() throws Exception {
    Outlet outlet = outlets.add("c");
    registry.online(A, "c");
    outlet.opened(new Faulty());
    assertThat(call("A", "get").await()).isEqualTo(new Reply.Unsupported());
  }

  @Test
  void anAnswerThatFailsEndsNothing() throws Exception {
    connector("c", TestSession.willing(), "A");
    router.toDevice(
        new RpcRequest(A, 1, "m", new Value.Json("null"), null),
        _ -> {
          throw new IllegalStateException("can't be encoded");
        });
    assertThat(call("A", "next").await()).isEqualTo(new Reply.Done());
  }

  @SuppressWarnings("NullAway") // what a faulty connector may do
  private static Reply nothing() {
    return null;
  }

  private static final class Faulty implements Session {

    @Override
    public void run() {}

    @Override
    public Duration timeLimit(Downlink request) {
      throw new IllegalStateException("oops");
    }

    @Override
    public void close() {}
  }
}
