package io.tidegate.app.telemetry;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The machine and the process, in the words of the platform's dashboards. What a system does not
 * tell is left out. Not safe for several threads.
 */
final class Machine {

  private static final String UNITS = "KMGTPE";

  private final Path proc;
  private final Path disk;
  private Duration cpuBefore = Duration.ZERO;
  private long lookedAt;

  /**
   * Looks nowhere yet.
   *
   * @param proc {@code /proc}.
   * @param disk a folder on the disk that is looked at.
   */
  Machine(Path proc, Path disk) {
    this.proc = proc;
    this.disk = disk;
  }

  /** What does not change: the attributes of the gateway's device. */
  List<DataPoint> attributes() {
    List<DataPoint> attributes = new ArrayList<>();
    Long memory = ProcFile.numbers(proc.resolve("meminfo")).get("MemTotal");
    if (memory != null) {
      attributes.add(DataPoint.attribute("totalMemory", new Value.Text(human(memory))));
    }
    FileStore store = store();
    if (store != null) {
      attributes.add(DataPoint.attribute("totalDisk", new Value.Text(human(total(store)))));
    }
    attributes.add(
        DataPoint.attribute("cpuCount", new Value.Int(Runtime.getRuntime().availableProcessors())));
    return attributes;
  }

  /** What it does now; the processor's share since the last time. */
  ObjectNode statistics(long nanos) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    load(json);
    Map<String, Long> memory = ProcFile.numbers(proc.resolve("meminfo"));
    disk(json, memory);
    json.put("gwProcessCpuUsage", cpuUsage(nanos));
    process(json, memory.get("MemTotal"));
    return json;
  }

  /** The load of the last quarter of an hour, in percent of the processors. */
  private void load(ObjectNode json) {
    try {
      String[] loads = Files.readString(proc.resolve("loadavg")).split(" ", -1);
      double load = Double.parseDouble(loads[2]);
      json.put(
          "totalCpuUsage", rounded(load / Runtime.getRuntime().availableProcessors() * 100, 100));
    } catch (IOException | RuntimeException e) {
      // Another system.
    }
  }

  private void disk(ObjectNode json, Map<String, Long> memory) {
    FileStore store = store();
    try {
      if (store != null) {
        long used = store.getTotalSpace() - store.getUnallocatedSpace();
        long free = store.getUsableSpace();
        json.put("diskUsage", percent(used, used + free));
        memory(json, memory);
        json.put("freeDisk", human(free));
        return;
      }
    } catch (IOException e) {
      // The disk is gone.
    }
    memory(json, memory);
  }

  /** The name says free; what the dashboards know under it is the share that is used. */
  private static void memory(ObjectNode json, Map<String, Long> memory) {
    Long total = memory.get("MemTotal");
    Long available = memory.get("MemAvailable");
    if (total != null && available != null) {
      json.put("freeMemory", percent(total - available, total));
    }
  }

  private double cpuUsage(long nanos) {
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    long elapsed = nanos - lookedAt;
    boolean first = lookedAt == 0;
    Duration used = cpu.minus(cpuBefore);
    cpuBefore = cpu;
    lookedAt = nanos;
    return first || elapsed <= 0 ? 0 : rounded(100.0 * used.toNanos() / elapsed, 10);
  }

  private void process(ObjectNode json, @Nullable Long totalMemory) {
    Map<String, Long> status = ProcFile.numbers(proc.resolve("self/status"));
    Long resident = status.get("VmRSS");
    if (resident == null) {
      return;
    }
    if (totalMemory != null) {
      json.put("gwMemory", percent(resident, totalMemory));
    }
    Map<String, Long> sums = ProcFile.numbers(proc.resolve("self/smaps_rollup"));
    ObjectNode info = json.putObject("gwProcessMemoryFullInfo");
    info.put("rss", resident);
    info.put("vms", of(status, "VmSize"));
    info.put("shared", of(status, "RssFile") + of(status, "RssShmem"));
    info.put("text", of(status, "VmExe"));
    info.put("lib", 0);
    info.put("data", of(status, "VmData") + of(status, "VmStk"));
    info.put("dirty", 0);
    if (!sums.isEmpty()) {
      info.put("uss", of(sums, "Private_Clean") + of(sums, "Private_Dirty"));
      info.put("pss", of(sums, "Pss"));
      info.put("swap", of(sums, "Swap"));
    }
  }

  private @Nullable FileStore store() {
    try {
      return Files.getFileStore(disk);
    } catch (IOException e) {
      return null;
    }
  }

  private static long total(FileStore store) {
    try {
      return store.getTotalSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  private static long of(Map<String, Long> numbers, String name) {
    return numbers.getOrDefault(name, 0L);
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : rounded(100.0 * part / whole, 10);
  }

  private static double rounded(double number, int steps) {
    return (double) Math.round(number * steps) / steps;
  }

  /** {@code 23.6G}. */
  static String human(long bytes) {
    for (int i = UNITS.length() - 1; i >= 0; i--) {
      double unit = Math.pow(1024, i + 1);
      if (bytes >= unit) {
        return String.format(Locale.ROOT, "%.1f%c", bytes / unit, UNITS.charAt(i));
      }
    }
    return bytes + "B";
  }
}
