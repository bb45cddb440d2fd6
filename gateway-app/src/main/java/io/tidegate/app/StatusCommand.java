package io.tidegate.app;

import io.tidegate.config.gateway.ConfigFolder;
import io.tidegate.config.gateway.GatewayConfig;
import io.tidegate.config.gateway.GatewayFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tidegate status}. */
@Command(
    name = "status",
    description = "Asks the gateway that runs on a configuration folder what it does.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  private static final String ROW = "%-28s %10s %10s %10s %10s %10s %10s %10s %10s%n";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "DIR",
      description = "The configuration folder, as for run.")
  private @Nullable Path named;

  @Option(names = "--json", description = "Prints JSON, with every figure of every device.")
  private boolean json;

  @Option(names = "--devices", description = "Shows the ledger of every device too.")
  private boolean devices;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Path path = ConfigFolderOption.folder(named);
    String unusable = ConfigFolderOption.whyUnusable(path);
    if (unusable != null) {
      err.println("tidegate: " + unusable);
      return ExitCode.USAGE;
    }
    GatewayFolder folder =
        ConfigFolder.check(path, ConfigFolderOption.environment(), ConfigFolderOption.connectors());
    GatewayConfig config = folder.config();
    if (config == null) {
      err.println("tidegate: the configuration can't be used; see `tidegate check`");
      return ExitCode.CONFIGURATION;
    }
    Path data = config.storage().settings().folder();
    try {
      show(StatusSocket.ask(data));
      return ExitCode.OK;
    } catch (IOException | JacksonException e) {
      err.printf("tidegate: no gateway answers in %s: %s%n", data.toAbsolutePath(), e.getMessage());
      return ExitCode.PROBLEMS;
    }
  }

  private void show(String status) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(status);
    } else {
      show(JsonMapper.shared().readTree(status), out);
    }
    out.flush();
  }

  private void show(JsonNode status, PrintWriter out) {
    out.printf("Tidegate %s, since %s%n", text(status, "/version"), text(status, "/started"));
    out.printf("ThingsBoard: %s%n", state(status.at("/delivery/connection")));
    out.printf(
        "storage: %s records, %s of %s bytes%s%n",
        text(status, "/storage/entries"),
        text(status, "/storage/bytes"),
        text(status, "/storage/quota"),
        text(status, "/storageFailure").isEmpty()
            ? ""
            : "; FAILING: " + text(status, "/storageFailure"));
    for (JsonNode connector : status.at("/connectors")) {
      for (JsonNode endpoint : connector.at("/endpoints")) {
        out.printf(
            "%s (%s) %s: %s%n",
            text(connector, "/name"),
            text(connector, "/type"),
            text(endpoint, "/name"),
            state(endpoint.at("/state")));
      }
      for (JsonNode rejected : connector.at("/rejections")) {
        out.printf(
            "  rejected %s: %s: %s%n",
            text(rejected, "/time"),
            text(rejected, "/rejection/source"),
            text(rejected, "/rejection/detail"));
      }
    }
    ledger(status.at("/ledger"), out);
  }

  private void ledger(JsonNode ledger, PrintWriter out) {
    out.printf(
        ROW,
        "",
        "read",
        "filtered",
        "rejected",
        "stored",
        "delivered",
        "waiting",
        "expired",
        "dropped");
    for (JsonNode statement : ledger.at("/connectors")) {
      row(text(statement, "/connector"), statement.at("/counts"), out);
      if (devices) {
        for (Map.Entry<String, JsonNode> device : statement.at("/devices").properties()) {
          row("  " + device.getKey(), device.getValue(), out);
        }
      }
      notDelivered(statement, out);
    }
    row("all", ledger.at("/total"), out);
  }

  private static void notDelivered(JsonNode statement, PrintWriter out) {
    for (String kind : new String[] {"filtered", "rejected", "dropped"}) {
      for (Map.Entry<String, JsonNode> reason : statement.at("/" + kind).properties()) {
        out.printf("  %s, %s: %s%n", kind, reason.getKey(), reason.getValue().asString());
      }
    }
    for (JsonNode missed : statement.at("/missed")) {
      out.printf(
          "  %s: %s %s; %s%n",
          text(missed, "/source"),
          text(missed, "/count"),
          text(missed, "/reason"),
          text(missed, "/detail"));
    }
  }

  private static void row(String name, JsonNode counts, PrintWriter out) {
    out.printf(
        ROW,
        name,
        count(counts, "read"),
        count(counts, "filtered"),
        count(counts, "rejected"),
        count(counts, "stored"),
        count(counts, "delivered"),
        waiting(counts),
        count(counts, "expired"),
        count(counts, "dropped"));
  }

  private static long waiting(JsonNode counts) {
    return count(counts, "recovered")
        + count(counts, "stored")
        - count(counts, "delivered")
        - count(counts, "expired")
        - count(counts, "dropped");
  }

  private static long count(JsonNode counts, String name) {
    return counts.path(name).asLong(0);
  }

  private static String state(JsonNode state) {
    StringBuilder text = new StringBuilder(state.path("state").asString("unknown"));
    for (String part : new String[] {"since", "cause", "until"}) {
      if (state.has(part)) {
        text.append(", ").append(part).append(' ').append(state.path(part).asString());
      }
    }
    return text.toString();
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asString("");
  }
}
