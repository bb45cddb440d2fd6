package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.wire.Wire;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate modbus scan}. */
@Command(
    name = "scan",
    description =
        "Finds the units that answer. Each one is asked for one register; a refusal is "
            + "an answer too. Hosts are scanned side by side, the units of one line one "
            + "after the other.",
    sortOptions = false,
    footer = {
      "",
      "Examples",
      "  tidegate modbus scan tcp://10.0.0.5",
      "  tidegate modbus scan 10.0.0.5 10.0.0.6 10.0.0.7:1502 --units 1,255",
      "  tidegate modbus scan /dev/ttyUSB0 -b 9600 -p even --units 1-32"
    })
final class ScanCommand implements Callable<Integer> {

  private static final int SIDE_BY_SIDE = 32;

  /** All that a serial line can have. */
  private static final String USUAL = "1-247";

  /** Of these one answers if the host speaks Modbus TCP at all, but for odd gateways. */
  private static final int LIKELY = 32;

  @Parameters(arity = "1..*", paramLabel = "WHERE", description = "The lines; see tidegate modbus.")
  private List<String> places = List.of();

  @Option(
      names = {"-u", "--units"},
      paramLabel = "UNITS",
      description =
          "Which ones to ask, such as 1,2,10-20. Default: 1-247, but only the first 32 of a "
              + "Modbus TCP or UDP host that answers none of them.")
  private @Nullable String units;

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      converter = Numbers.Millis.class,
      description = "Milliseconds to wait for an answer. Default: ${DEFAULT-VALUE}.")
  private int timeout = 300;

  @Option(
      names = {"-t", "--table"},
      paramLabel = "TABLE",
      description = "What is asked for: holding, input, coils or discrete. Default: holding.")
  private TableName name = TableName.HOLDING;

  @Option(
      names = {"-a", "--address"},
      paramLabel = "ADDRESS",
      converter = Numbers.Address.class,
      description = "Which one is asked for. Default: ${DEFAULT-VALUE}.")
  private int address;

  @Mixin private LineOptions line = new LineOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Set<Integer> wanted = units();
    List<WireSettings> lines = places.stream().map(line::settings).toList();
    Progress progress = new Progress(lines.size() * wanted.size());
    ConcurrentLinkedQueue<Thread> scanning = new ConcurrentLinkedQueue<>();
    List<UnitScan> scans = new ArrayList<>();
    Semaphore places = new Semaphore(SIDE_BY_SIDE);
    try {
      for (WireSettings settings : lines) {
        UnitScan scan = scan(settings, progress);
        scans.add(scan);
        places.acquire();
        scanning.add(
            Thread.ofVirtual()
                .start(() -> {
                  scan.run(wanted);
                  places.release();
                }));
      }
      for (Thread thread : scanning) {
        thread.join();
      }
    } finally {
      scanning.forEach(Thread::interrupt);
      progress.end();
    }
    PrintWriter out = spec.commandLine().getOut();
    scans.forEach(scan -> scan.print(out));
    out.flush();
    return scans.stream().allMatch(UnitScan::isDone) ? 0 : ModbusCommandLine.FAILED;
  }

  private Set<Integer> units() {
    if (address < 0 || address > 0xFFFF) {
      throw new ParameterException(spec.commandLine(), "--address must be 0 to 65535");
    }
    try {
      return UnitRange.parse(units == null ? USUAL : units);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private UnitScan scan(WireSettings settings, Progress progress) {
    Table table = name.table();
    return new UnitScan(
        settings,
        () -> line.open(settings),
        table,
        address,
        Duration.ofMillis(timeout),
        units == null && settings.framing() == Framing.SOCKET ? LIKELY : Integer.MAX_VALUE,
        progress::step);
  }

  /** How far all lines together are, for whoever watches. */
  private final class Progress {

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger found = new AtomicInteger();
    private final int all;
    private final boolean isWatched = Terminal.isThere();

    Progress(int all) {
      this.all = all;
    }

    void step(boolean answered) {
      int sum = answered ? found.incrementAndGet() : found.get();
      int done = asked.incrementAndGet();
      if (isWatched) {
        Terminal.progress(
            spec.commandLine().getErr(), "%d of %d asked, %d answer".formatted(done, all, sum));
      }
    }

    void end() {
      if (isWatched) {
        Terminal.clear(spec.commandLine().getErr());
      }
    }
  }

  /** Opens a line. */
  @FunctionalInterface
  interface Opening {
    Wire open() throws IOException, InterruptedException;
  }
}
