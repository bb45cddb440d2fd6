package io.tidegate.app;

import io.tidegate.app.demo.Demo;
import io.tidegate.app.demo.DemoGateway;
import io.tidegate.app.demo.DemoOptions;
import io.tidegate.app.demo.DemoOptions.Outages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code tidegate warm-up}: what the start-up cache is made from. Starts the gateway as {@code run}
 * does and lets data flow, so that the JVM sees which classes that takes.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

  private static final int MESSAGES_PER_SECOND = 200;
  private static final Duration SHORT = Duration.ofSeconds(2);

  @Override
  public Integer call() throws IOException, InterruptedException {
    int withNewest = run(WarmUpCommand::start);
    int withOlder = run(WarmUpCommand::startWithOlderMqtt);
    return Math.max(withNewest, withOlder);
  }

  private static int run(DemoGateway.Starter starter) throws IOException, InterruptedException {
    DemoOptions options = new DemoOptions(SHORT, Outages.ON_DEMAND, SHORT, MESSAGES_PER_SECOND);
    return new Demo(options, starter, System.out).run();
  }

  private static DemoGateway start(Path folder) throws IOException, InterruptedException {
    DemoGateway gateway = DemonstratedGateway.start(folder);
    var _ = StatusSocket.ask(folder.resolve("data"));
    return gateway;
  }

  private static DemoGateway startWithOlderMqtt(Path folder)
      throws IOException, InterruptedException {
    Path mqtt = folder.resolve("mqtt.json");
    Files.writeString(
        mqtt, Files.readString(mqtt).replaceFirst("\"version\" : 5", "\"version\" : 4"));
    return start(folder);
  }
}
