package io.tidegate.app.telemetry;

import static io.tidegate.app.telemetry.RemoteLevel.ATTRIBUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.app.logging.LogMonitor;
import io.tidegate.config.gateway.LogLevel;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.OwnTelemetry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemoteLevelTest {

  private final LogMonitor monitor = new LogMonitor();
  private final BlockingQueue<Thread> asking = new LinkedBlockingQueue<>();
  private final CountDownLatch answered = new CountDownLatch(1);
  private final BlockingQueue<Value> told = new LinkedBlockingQueue<>();
  private final RemoteLevel level = new RemoteLevel(new Channel(), monitor);

  @Test
  void aChangeIsNotUndoneByAnAnswerThatIsOlder() throws Exception {
    level.connected();
    Thread asks = asking.take();
    level.changed(Map.of(ATTRIBUTE, new Value.Text("ERROR")), List.of());
    assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(new Value.Text("ERROR"));
    answered.countDown();
    asks.join();
    assertThat(monitor.level()).isEqualTo(LogLevel.ERROR);
    assertThat(told).isEmpty();
  }

  @Test
  void whatThePlatformHasIsAskedForOnConnect() throws Exception {
    answered.countDown();
    level.connected();
    assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(new Value.Text("INFO"));
    assertThat(monitor.level()).isEqualTo(LogLevel.INFO);
  }

  /** Answers that the level is INFO, when it is let. */
  private final class Channel implements OwnChannel {

    @Override
    public Outcome tell(List<OwnTelemetry> moments) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome tellAttributes(List<DataPoint> points) {
      told.add(points.getFirst().value());
      return new Outcome.Accepted();
    }

    @Override
    public Map<String, Value> shared(List<String> names) throws InterruptedException {
      asking.add(Thread.currentThread());
      answered.await();
      return Map.of(ATTRIBUTE, new Value.Text("INFO"));
    }
  }
}
