package io.tidegate.connector.mqtt;

import io.tidegate.data.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commands that bring their rule with them: {@code get} and {@code set} to a device, and every
 * method of the connector. Parameters are an object with the keys of a rule, or a text {@code
 * requestTopicExpression=…;value=…;}. Of the text, a value reaches to the next known key, so that
 * it may hold {@code =} and {@code ;}.
 */
final class ReservedRpc {

  private static final String TOPIC = "requestTopicExpression";
  private static final String RESPONSE = "responseTopicExpression";
  private static final String TIMEOUT = "responseTimeout";
  private static final String RESPONSE_QOS = "responseTopicQoS";
  private static final String VALUE = "value";
  private static final String VALUE_EXPRESSION = "valueExpression";
  private static final Pattern KEY =
      Pattern.compile(
          "(?:^|;)\\s*(requestTopicExpression|responseTopicExpression|responseTimeout"
              + "|responseTopicQoS|valueExpression|value|qos|retain)\\s*=");
  private static final Set<String> METHODS = Set.of("get", "set", "mqtt_get", "mqtt_set");
  private static final int MOST_TIMEOUT = 86_400_000;

  private ReservedRpc() {}

  /** Whether a method of a device is one of the reserved ones. */
  static boolean isReserved(String method) {
    return METHODS.contains(method);
  }

  /** Whether parameters look like a rule, so that the rules of the configuration are not meant. */
  static boolean isRule(Value params) {
    return switch (params) {
      case Value.Text(String text) -> text.contains(TOPIC + "=");
      case Value.Json(String json) -> json.contains('"' + TOPIC + '"');
      case Value.Bool _, Value.Int _, Value.Real _ -> false;
    };
  }

  /**
   * The rule that the parameters are.
   *
   * @throws UnfitRequestException if a key is missing or wrong; the message names it.
   */
  static RpcTemplate template(Value params) throws UnfitRequestException {
    Map<String, String> members =
        switch (params) {
          case Value.Text(String text) -> ofText(text);
          case Value.Json(String json) -> ofObject(json);
          case Value.Bool _, Value.Int _, Value.Real _ -> Map.of();
        };
    String response = members.get(RESPONSE);
    return new RpcTemplate(
        new RequestsConfig.Rpc(
            null,
            ".*",
            ".*",
            required(members, TOPIC),
            response == null || response.isBlank() ? null : response,
            number(members, RESPONSE_QOS, 1, 2),
            number(members, TIMEOUT, RpcTemplate.DEFAULT_TIMEOUT, MOST_TIMEOUT),
            members.containsKey(VALUE_EXPRESSION)
                ? required(members, VALUE_EXPRESSION)
                : required(members, VALUE),
            flag(members, "retain"),
            number(members, "qos", 0, 2)));
  }

  private static Map<String, String> ofText(String text) {
    Map<String, String> members = new LinkedHashMap<>();
    Matcher matcher = KEY.matcher(text);
    boolean found = matcher.find();
    while (found) {
      String key = matcher.group(1);
      int start = matcher.end();
      found = matcher.find();
      String content = text.substring(start, found ? matcher.start() : text.length());
      members.put(key, key.startsWith(VALUE) ? withoutEnd(content) : beginning(content));
    }
    return members;
  }

  private static String withoutEnd(String value) {
    return value.endsWith(";") ? value.substring(0, value.length() - 1) : value;
  }

  /** What follows is a token with a key that nobody knows. */
  private static String beginning(String content) {
    int end = content.indexOf(';');
    return (end < 0 ? content : content.substring(0, end)).strip();
  }

  private static Map<String, String> ofObject(String json) throws UnfitRequestException {
    JsonNode object;
    try {
      object = JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      throw new UnfitRequestException("params are not JSON: " + e.getOriginalMessage());
    }
    Map<String, String> members = new LinkedHashMap<>();
    object
        .properties()
        .forEach(member -> {
          JsonNode value = member.getValue();
          if (!value.isNull() || member.getKey().equals(VALUE)) {
            members.put(member.getKey(), value.isString() ? value.asString() : value.toString());
          }
        });
    return members;
  }

  private static String required(Map<String, String> members, String key)
      throws UnfitRequestException {
    String value = members.get(key);
    if (value == null || (value.isBlank() && key.equals(TOPIC))) {
      throw new UnfitRequestException("params need " + key);
    }
    return value;
  }

  private static int number(Map<String, String> members, String key, int usual, int most)
      throws UnfitRequestException {
    String text = members.get(key);
    Integer number = text == null || text.isBlank() ? (Integer) usual : parsed(text.strip());
    if (number == null || number < 0 || number > most) {
      throw new UnfitRequestException(key + " must be a number of 0 to " + most);
    }
    return number;
  }

  private static @Nullable Integer parsed(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean flag(Map<String, String> members, String key)
      throws UnfitRequestException {
    String text = members.getOrDefault(key, "false").strip();
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw new UnfitRequestException(key + " must be true or false");
    }
    return text.equalsIgnoreCase("true");
  }
}
