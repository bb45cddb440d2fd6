package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.Place;
import io.tidegate.config.Problems;
import io.tidegate.config.SkipInvalid;
import io.tidegate.config.json.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file {@code logs.json}: the logging of the Python gateway (its {@code dictConfig}). */
public record LogsConfig(
    @Doc("The format; always 1.") @Default("1") int version,
    @Doc("Of Python's logging.") @Key("disable_existing_loggers") @Nullable ConfigNode disable,
    @Doc("How a line looks.") @Default("{}") Map<String, Formatter> formatters,
    @Doc("Where lines go.") @Default("{}") @SkipInvalid Map<String, LogHandler> handlers,
    @Doc(
            "What is logged: `service`, `connector`, `converter`, `tb_connection`, `storage`,"
                + " `extension`.")
        @Default("{}")
        Map<String, Logger> loggers,
    @Doc("What all other loggers do.") @Default("{\"level\":\"ERROR\"}") Logger root,
    @Doc("Of Python's logging.") @Nullable ConfigNode filters,
    @Doc("When the platform last changed this file.") @Nullable ConfigNode ts)
    implements Checked {

  /** The name of the file within the configuration folder. */
  public static final String FILE = "logs.json";

  /** The look of a line. */
  public record Formatter(
      @Doc("Of Python's logging.") @Key("class") @Nullable String className,
      @Doc("The line, with `%(name)s` for its parts.") @Default("%(message)s") String format,
      @Doc("The time, as Python's `strftime` takes it.") @Default("%Y-%m-%d %H:%M:%S")
          String datefmt,
      @Doc("Of Python's logging.") @Nullable String style) {}

  /** What a logger does. */
  public record Logger(
      @Doc("Names of handlers.") @Default("[]") List<String> handlers,
      @Doc("The least that is logged; without it, that of the root.") @Nullable LogLevel level,
      @Doc("Whether the root's handlers get it too.") @Default("true") boolean propagate) {}

  /** What holds without a file: the file that the Python gateway ships. */
  public static LogsConfig defaults() {
    try (InputStream in = LogsConfig.class.getResourceAsStream("default-logs.json")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return ConfigReader.read(FILE, text, LogsConfig.class).require();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void check(Problems problems) {
    if (version != 1) {
      problems.error("version", "must be 1 but is " + version);
    }
    loggers.forEach((name, logger) -> check("loggers/" + Place.escape(name), logger, problems));
    check("root", root, problems);
    handlers.forEach((name, handler) -> {
      String formatter = handler.formatter();
      if (formatter != null && !formatters.containsKey(formatter)) {
        problems.warning(
            "handlers/" + Place.escape(name) + "/formatter", noSuch("formatter", formatter));
      }
    });
  }

  private void check(String pointer, Logger logger, Problems problems) {
    for (int i = 0; i < logger.handlers.size(); i++) {
      String handler = logger.handlers.get(i);
      if (!handlers.containsKey(handler)) {
        problems.warning(pointer + "/handlers/" + i, noSuch("handler", handler));
      }
    }
  }

  private static String noSuch(String kind, String name) {
    return "is ignored: there is no usable %s \"%s\"".formatted(kind, name);
  }
}
