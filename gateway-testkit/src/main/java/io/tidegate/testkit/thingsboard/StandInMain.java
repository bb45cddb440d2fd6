package io.tidegate.testkit.thingsboard;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stand-in as a process of its own, which fault tests can kill. Its first line tells {@code
 * {"listening":port}}; then it takes the commands of {@link StandInCommands} from its input, one a
 * line, and answers each with a line of JSON. It ends with its input.
 *
 * <p>Options: {@code --port}, {@code --token}, {@code --gateway} (its name), {@code --keep
 * everything|latest}, {@code --version 4|5}, {@code --journal FILE}, {@code --certificate FILE} and
 * {@code --key FILE} for TLS, {@code --clients FILE} for certificates of clients.
 */
public final class StandInMain {

  private StandInMain() {}

  static void main(String[] arguments) throws IOException {
    Map<String, String> options = options(arguments);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (ThingsBoardStandIn standIn = new ThingsBoardStandIn(settings(options));
        Journal journal = Journal.at(options.get("journal"))) {
      standIn.listen(journal);
      tell(Map.of("listening", standIn.port()));
      StandInCommands commands = new StandInCommands(standIn);
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (line.strip().equals("quit")) {
          break;
        }
        tell(commands.execute(line.strip()));
      }
    }
  }

  private static Map<String, String> options(String... arguments) {
    Map<String, String> options = new TreeMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
    }
    return options;
  }

  private static StandInSettings settings(Map<String, String> options) throws IOException {
    StandInSettings settings =
        StandInSettings.DEFAULT
            .onPort(Integer.parseInt(options.getOrDefault("port", "0")))
            .withAccounts(
                Account.gateway(
                    options.getOrDefault("gateway", StandInSettings.GATEWAY),
                    options.getOrDefault("token", StandInSettings.TOKEN)))
            .logging(0);
    if (options.getOrDefault("keep", "everything").equals("latest")) {
      settings = settings.lean();
    }
    if (options.getOrDefault("version", "5").equals("4")) {
      settings = settings.withoutVersion5();
    }
    String certificate = options.get("certificate");
    String key = options.get("key");
    if (certificate == null || key == null) {
      return settings;
    }
    SslContextBuilder tls =
        SslContextBuilder.forServer(Path.of(certificate).toFile(), Path.of(key).toFile());
    String clients = options.get("clients");
    if (clients != null) {
      tls.clientAuth(ClientAuth.OPTIONAL).trustManager(Path.of(clients).toFile());
    }
    return settings.withTls(tls.build());
  }

  private static void tell(Map<String, ?> answer) {
    System.out.println(JsonMapper.shared().writeValueAsString(answer));
  }
}
