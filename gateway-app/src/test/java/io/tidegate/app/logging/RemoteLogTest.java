package io.tidegate.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.tidegate.app.logging.RemoteLog.Line;
import io.tidegate.config.gateway.LogLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

// core.md §10.3
@Timeout(20)
final class RemoteLogTest {

  private final LoggerContext loggers = new LoggerContext();
  private final LogMonitor monitor = new LogMonitor();
  private final Logger log = loggers.getLogger("io.tidegate.test");

  @BeforeEach
  void listen() {
    monitor.setContext(loggers);
    monitor.start();
    loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(monitor);
    monitor.level(LogLevel.INFO);
  }

  @Test
  void aThousandLinesWaitAndHowManyWereTooManyIsTold() throws Exception {
    for (int i = 0; i < 1_234; i++) {
      log.info("line {};", i);
    }
    List<Line> waiting = takenElsewhere(1_000);
    assertThat(waiting.getFirst().text()).contains("line 0;");
    assertThat(waiting.getLast().text()).contains("line 999;");

    log.info("there is room again");
    List<Line> after = takenElsewhere(2);
    assertThat(after.getFirst().text()).contains("|WARNING|", "234 lines were too many to be sent");
    assertThat(after.getFirst().keys()).containsExactly("SERVICE_LOGS", "LOGS");
    assertThat(after.getLast().text()).contains("there is room again");

    log.info("told once");
    assertThat(takenElsewhere(1).getFirst().text()).contains("told once");
    assertThat(waiting).extracting(Line::timestamp).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aLongLineIsCut() throws InterruptedException {
    log.info("x".repeat(1_000_000));
    assertThat(takeAll(1).getFirst().text()).hasSizeLessThan(2_000).endsWith("…");
  }

  @Test
  void theThreadThatSendsIsNotHeard() throws InterruptedException {
    log.info("first");
    takeAll(1);
    log.info("of the sender");
    Thread.ofPlatform().start(() -> log.info("of another")).join();
    assertThat(takeAll(1).getFirst().text()).contains("of another");
  }

  /** On a thread of its own: the one that takes is not heard. */
  private List<Line> takenElsewhere(int count) throws Exception {
    FutureTask<List<Line>> taking = new FutureTask<>(() -> takeAll(count));
    Thread.ofPlatform().start(taking);
    return taking.get();
  }

  private List<Line> takeAll(int count) throws InterruptedException {
    List<Line> lines = new ArrayList<>();
    while (lines.size() < count) {
      List<Line> taken = monitor.remote().take(20, Duration.ZERO);
      assertThat(taken).hasSizeLessThanOrEqualTo(20);
      lines.addAll(taken);
    }
    assertThat(lines).hasSize(count);
    return lines;
  }
}
