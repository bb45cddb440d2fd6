package io.tidegate.config.gateway;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.Place;
import io.tidegate.config.json.ConfigProblem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that override the section {@code thingsboard}. What comes from here is
 * never written to a file.
 *
 * <p>The Python gateway also has older names without a prefix. Those that no other program sets are
 * accepted ({@code accessToken}, {@code caCert}, {@code privateKey}, {@code clientId}, {@code
 * proxy_host}, {@code proxy_port}). {@code host}, {@code port}, {@code type}, {@code username},
 * {@code password} and {@code cert} may well belong to somebody else, and would send the data of a
 * plant to the wrong server: they count only beside one of the credentials among the safe names,
 * which shows that the gateway is configured this way, and otherwise a warning says so.
 */
public final class Environment {

  private static final String SECTION = "thingsboard";

  private final Map<String, String> variables;

  /** Takes the variables of a process, such as {@code System.getenv()}. */
  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** Whether it asks for provisioning, which then counts for more than credentials in the file. */
  boolean provisions() {
    return isSet(EnvironmentNames.DEVICE + "KEY") && isSet(EnvironmentNames.DEVICE + "SECRET");
  }

  /** The folder that every log file goes to; null to leave them where they are configured. */
  public @Nullable Path logsFolder() {
    return isSet("TB_GW_LOGS_PATH") ? Path.of(value("TB_GW_LOGS_PATH")) : null;
  }

  /** The share of a rate limit that the gateway uses, in percent. */
  int rateLimitPercentage(List<ConfigProblem> problems) {
    String name = "TB_DEFAULT_RATE_LIMIT_PERCENTAGE";
    String text = variables.getOrDefault(name, "80").strip();
    try {
      int percentage = Integer.parseInt(text);
      if (percentage >= 1 && percentage <= 100) {
        return percentage;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number out of range is.
    }
    problems.add(
        ConfigProblem.error(place(name, ""), "must be an integer 1..100 but is \"" + text + '"'));
    return 80;
  }

  /** The main file as if the variables were written in it. */
  ObjectNode mergedInto(ObjectNode file, List<ConfigProblem> problems) {
    warnOfIgnored(problems);
    Map<String, ConfigNode> section = members(file.get(SECTION));
    EnvironmentNames.SHARED_LIMITS.forEach(
        (name, keys) -> keys.forEach(key -> put(section, name, SECTION, key)));
    EnvironmentNames.SECTION_KEYS.forEach((name, key) -> put(section, name, SECTION, key));
    mergeSecurity(section);
    if (provisions()) {
      section.put("provisioning", provisioning());
    }
    Map<String, ConfigNode> root = new LinkedHashMap<>(file.members());
    ConfigNode written = root.get(SECTION);
    if (written instanceof ObjectNode || (written == null && !section.isEmpty())) {
      root.put(SECTION, new ObjectNode(placeOf(written, "/" + SECTION), section));
    }
    return new ObjectNode(file.place(), root);
  }

  // In the Python gateway the variables replace the whole section, and with it the file's TLS
  // settings: the token would then travel in the clear. Here they replace the credentials only.
  private void mergeSecurity(Map<String, ConfigNode> section) {
    String path = SECTION + "/security";
    Map<String, ConfigNode> given = new LinkedHashMap<>();
    EnvironmentNames.SECURITY_KEYS.forEach((name, key) -> put(given, name, path, key));
    if (given.isEmpty()) {
      return;
    }
    ConfigNode written = section.get("security");
    Map<String, ConfigNode> merged = members(written);
    if (given.keySet().stream().anyMatch(EnvironmentNames.CREDENTIALS::contains)) {
      merged.keySet().removeAll(EnvironmentNames.CREDENTIALS);
    }
    merged.putAll(given);
    section.put("security", new ObjectNode(placeOf(written, "/" + path), merged));
  }

  private ObjectNode provisioning() {
    String path = SECTION + "/provisioning";
    Map<String, ConfigNode> given = new LinkedHashMap<>();
    EnvironmentNames.PROVISIONING_KEYS.forEach((name, key) -> put(given, name, path, key));
    String type =
        given.containsKey("access_token")
            ? "ACCESS_TOKEN"
            : given.containsKey("username")
                    || given.containsKey("password")
                    || given.containsKey("client_id")
                ? "MQTT_BASIC"
                : given.containsKey("caCert") ? "X509_CERTIFICATE" : "ACCESS_TOKEN";
    given.put(
        "type", new TextNode(place(EnvironmentNames.DEVICE + "KEY", "/" + path + "/type"), type));
    return new ObjectNode(place(EnvironmentNames.DEVICE + "KEY", "/" + path), given);
  }

  private void warnOfIgnored(List<ConfigProblem> problems) {
    for (String name : new TreeSet<>(EnvironmentNames.AMBIGUOUS)) {
      if (isSet(name) && !counts(name)) {
        String current = "TB_GW_" + ("type".equals(name) ? "SECURITY_TYPE" : upper(name));
        problems.add(
            ConfigProblem.warning(
                place(name, ""),
                "is ignored, since other programs have a variable of this name; use " + current));
      }
    }
  }

  private void put(Map<String, ConfigNode> target, String name, String path, String key) {
    if (isSet(name) && counts(name)) {
      Place place = place(name, "/" + path + "/" + key);
      target.put(key, new TextNode(place, value(name)));
    }
  }

  private boolean counts(String name) {
    return !EnvironmentNames.AMBIGUOUS.contains(name)
        || EnvironmentNames.EVIDENCE.stream().anyMatch(this::isSet);
  }

  private boolean isSet(String name) {
    return !value(name).isBlank();
  }

  private String value(String name) {
    return variables.getOrDefault(name, "");
  }

  private static Place place(String name, String pointer) {
    return new Place("environment:" + name, pointer, 0);
  }

  private static Place placeOf(@Nullable ConfigNode written, String pointer) {
    return written == null ? new Place("environment", pointer, 0) : written.place();
  }

  private static Map<String, ConfigNode> members(@Nullable ConfigNode node) {
    return node instanceof ObjectNode object
        ? new LinkedHashMap<>(object.members())
        : new LinkedHashMap<>();
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
