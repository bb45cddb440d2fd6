package io.tidegate.connector.opcua.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemServiceOperationResult;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate opcua subscribe}. */
@Command(
    name = "subscribe",
    description = "Shows the values of nodes as they change, until Ctrl-C.")
final class SubscribeCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "NODE",
      description = "Node ids or paths.")
  private final List<String> nodes = new ArrayList<>();

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "MILLIS",
      description = "How often the server tells changes (default: 1000).")
  private int interval = 1000;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "Ends after that many values.")
  private int count = Integer.MAX_VALUE;

  @Option(names = "--seconds", paramLabel = "S", description = "Ends after that time.")
  private int seconds = Integer.MAX_VALUE;

  private record Change(String node, DataValue value) {}

  private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();

  @Override
  public Integer call() throws IOException, InterruptedException, UaException {
    try (Site site = Site.connect(server.access())) {
      OpcUaSubscription subscription = new OpcUaSubscription(site.client(), interval);
      Map<OpcUaMonitoredItem, String> items = new ConcurrentHashMap<>();
      for (String node : nodes) {
        OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(NodeArgument.resolve(site, node));
        item.setDataValueListener((from, value) -> changes.add(new Change(node, value)));
        items.put(item, node);
        subscription.addMonitoredItem(item);
      }
      subscription.create();
      boolean failed = create(subscription, items);
      return failed ? FAILED : show(new ValueText(site.client()));
    }
  }

  private boolean create(OpcUaSubscription subscription, Map<OpcUaMonitoredItem, String> items) {
    boolean failed = false;
    for (MonitoredItemServiceOperationResult result : subscription.createMonitoredItems()) {
      if (!result.isGood()) {
        failed = true;
        spec.commandLine()
            .getErr()
            .println(
                "tidegate: %s can't be subscribed: %s"
                    .formatted(
                        items.get(result.monitoredItem()),
                        result
                            .operationResult()
                            .map(ValueText::status)
                            .orElseGet(() -> ValueText.status(result.serviceResult()))));
      }
    }
    return failed;
  }

  private int show(ValueText text) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    for (int shown = 0; shown < count; shown++) {
      Change change = changes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (change == null) {
        return 0;
      }
      out.println(change.node + " = " + text.of(change.value));
      out.flush();
    }
    return 0;
  }
}
