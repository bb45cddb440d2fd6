package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.thingsboard.Behaviour.LimitsAnswer;
import io.tidegate.testkit.thingsboard.Behaviour.LimitsEnforcement;
import io.tidegate.testkit.thingsboard.Behaviour.RequestsAnswer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The commands that steer a stand-in in its own process:
 *
 * <pre>
 * stats                         counters and numbers of devices and connections
 * series DEVICE|KEY             count, distinct, duplicates and the newest value of a time series
 * dump FILE                     all time series to a file: device TAB key TAB message TAB ts TAB value
 * clear                         forgets what was received
 * down | up | cut | freeze | thaw | normal
 * connect accept | refuse CODE | close | acceptAndClose | blackhole
 * data accept | withhold | ignore | late MILLIS | refuse CODE | refuseAndClose CODE | quota | close
 * limits JSON | limits none | limits given | limits error
 * enforce on | off
 * requests answer | ignore
 * shared DEVICE|JSON            sets shared attributes
 * delete DEVICE|NAME,NAME       deletes shared attributes
 * call DEVICE|METHOD|JSON       calls a method and tells its reply
 * quit
 * </pre>
 *
 * Codes are written as Java writes them: {@code 0x97} or {@code 151}.
 */
final class StandInCommands {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ThingsBoardStandIn standIn;

  StandInCommands(ThingsBoardStandIn standIn) {
    this.standIn = standIn;
  }

  /** Carries out one command; the answer has an {@code error} if that was not possible. */
  Map<String, ?> execute(String line) {
    String[] words = line.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    try {
      return switch (words[0]) {
        case "stats" -> stats();
        case "series" -> series(rest);
        case "dump" -> dump(Path.of(rest));
        case "call" -> call(rest.split("\\|", 3));
        default -> {
          change(words[0], rest);
          yield Map.of("done", line);
        }
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of("error", "interrupted");
    } catch (IOException | RuntimeException | AssertionError e) {
      return Map.of("error", String.valueOf(e.getMessage()));
    }
  }

  private void change(String command, String rest) throws IOException {
    switch (command) {
      case "clear" -> standIn.received().clear();
      case "down" -> standIn.goDown();
      case "up" -> standIn.comeBack();
      case "cut" -> standIn.cutConnections();
      case "freeze" -> standIn.freeze();
      case "thaw" -> standIn.thaw();
      case "normal" -> standIn.behaviour().normal();
      case "connect" -> standIn.behaviour().onConnect(connectAnswer(rest.split(" ", 2)));
      case "data" -> standIn.behaviour().answerData(answer(rest.split(" ", 2)));
      case "limits" -> limits(rest);
      case "requests" -> standIn.behaviour().answerRequests(requestsAnswer(rest));
      case "shared" -> setShared(rest.split("\\|", 2));
      case "delete" -> deleteShared(rest.split("\\|", 2));
      case "enforce" -> standIn.behaviour().enforceLimits(enforcement(rest));
      default -> throw unknown(command);
    }
  }

  private static RequestsAnswer requestsAnswer(String word) {
    return switch (word) {
      case "answer" -> RequestsAnswer.GIVEN;
      case "ignore" -> RequestsAnswer.NONE;
      default -> throw unknown(word);
    };
  }

  private void setShared(String... deviceAndValues) {
    Map<String, JsonNode> values = new TreeMap<>();
    JsonMapper.shared().readTree(deviceAndValues[1]).forEachEntry(values::put);
    standIn.setShared(deviceAndValues[0], values);
  }

  private void deleteShared(String... deviceAndNames) {
    standIn.deleteShared(deviceAndNames[0], deviceAndNames[1].split(","));
  }

  private Map<String, ?> call(String... deviceMethodParams) throws InterruptedException {
    JsonNode params = JsonMapper.shared().readTree(deviceMethodParams[2]);
    int id = standIn.call(deviceMethodParams[0], deviceMethodParams[1], params);
    return Map.of("call", id, "reply", standIn.awaitReply(id, PATIENCE));
  }

  private static ConnectAnswer connectAnswer(String... words) {
    return switch (words[0]) {
      case "accept" -> new ConnectAnswer.Accept();
      case "refuse" -> new ConnectAnswer.Refuse(Integer.decode(words[1]));
      case "close" -> new ConnectAnswer.Close();
      case "acceptAndClose" -> new ConnectAnswer.AcceptAndClose();
      case "blackhole" -> new ConnectAnswer.Blackhole();
      default -> throw unknown(words[0]);
    };
  }

  private static Answer answer(String... words) {
    return switch (words[0]) {
      case "accept" -> new Answer.Accept();
      case "withhold" -> new Answer.Withhold();
      case "ignore" -> new Answer.Ignore();
      case "late" -> new Answer.Late(Duration.ofMillis(Long.parseLong(words[1])));
      case "refuse" -> new Answer.Refuse(Integer.decode(words[1]));
      case "refuseAndClose" -> new Answer.RefuseAndClose(Integer.decode(words[1]));
      case "quota" -> new Answer.RefuseAndClose(ReasonCode.QUOTA_EXCEEDED);
      case "close" -> new Answer.Close();
      default -> throw unknown(words[0]);
    };
  }

  private void limits(String rest) {
    switch (rest) {
      case "none" -> standIn.behaviour().answerLimits(LimitsAnswer.NONE);
      case "error" -> standIn.behaviour().answerLimits(LimitsAnswer.ERROR);
      case "given" -> standIn.behaviour().answerLimits(LimitsAnswer.GIVEN);
      default ->
          standIn.behaviour().limits(JsonMapper.shared().readValue(rest, SessionLimits.class));
    }
  }

  private static LimitsEnforcement enforcement(String word) {
    return switch (word) {
      case "on" -> LimitsEnforcement.ON;
      case "off" -> LimitsEnforcement.OFF;
      default -> throw unknown(word);
    };
  }

  private static IllegalArgumentException unknown(String word) {
    return new IllegalArgumentException("unknown: " + word);
  }

  private Map<String, ?> stats() {
    Map<String, Object> stats = new TreeMap<>();
    standIn.counters().all().forEach((count, value) -> stats.put(count.name(), value));
    stats.put("devices", standIn.received().devices().size());
    stats.put("clients", standIn.connectedClients());
    return stats;
  }

  private Map<String, ?> series(String deviceAndKey) {
    String[] names = deviceAndKey.split("\\|", 2);
    if (names.length < 2) {
      throw unknown(deviceAndKey);
    }
    Series series = standIn.received().device(names[0]).timeseries(names[1]);
    return Map.of(
        "count", series.count(),
        "distinct", series.distinct(),
        "duplicates", series.duplicates(),
        "newestTs", series.newest().timestamp(),
        "newest", Texts.of(series.latest()));
  }

  private Map<String, ?> dump(Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      for (ReceivedDevice device : standIn.received().devices()) {
        for (String key : device.timeseriesKeys()) {
          dump(writer, device.name() + '\t' + key, device.timeseries(key).arrivals());
        }
      }
    }
    return Map.of("dumped", file.toString());
  }

  private static void dump(Writer writer, String name, List<Arrival> arrivals) throws IOException {
    for (Arrival arrival : arrivals) {
      writer.write(
          name
              + '\t'
              + arrival.message()
              + '\t'
              + arrival.timestamp()
              + '\t'
              + Texts.of(arrival.value())
              + '\n');
    }
  }
}
