package io.tidegate.connector.modbus.down;

import io.tidegate.connector.modbus.codec.BitTarget;
import io.tidegate.connector.modbus.codec.ReadFormat;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.codec.WriteFormat;
import io.tidegate.connector.modbus.config.Orders;
import io.tidegate.data.Value;
import io.tidegate.support.JsonValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parameters of a command that brings its address with it: an object, or a text such as {@code
 * type=16int;functionCode=3;objectsCount=1;address=5;}.
 */
final class Parameters {

  private static final String VALUE = "value";

  private final Map<String, Value> members;

  private Parameters(Map<String, Value> members) {
    this.members = members;
  }

  /** Whether it looks like such parameters, so that no method of that name is meant. */
  static boolean isAddressed(Value params) {
    return switch (params) {
      case Value.Text(String text) -> text.contains("functionCode=");
      case Value.Json(String json) -> json.contains("\"functionCode\"");
      case Value.Bool _, Value.Int _, Value.Real _ -> false;
    };
  }

  static Parameters of(Value params) throws UnfitCommandException {
    return switch (params) {
      case Value.Text(String text) ->
          text.stripLeading().startsWith("{") ? ofObject(text) : ofText(text);
      case Value.Json(String json) -> ofObject(json);
      case Value.Bool _, Value.Int _, Value.Real _ ->
          throw new UnfitCommandException("params must be an object or a text of key=value;");
    };
  }

  /** The value reaches to the end, whatever it is made of. */
  private static Parameters ofText(String text) throws UnfitCommandException {
    Map<String, Value> members = new LinkedHashMap<>();
    String rest = text.strip();
    while (!rest.isEmpty()) {
      int equals = rest.indexOf('=');
      if (equals < 0) {
        throw new UnfitCommandException("params must be key=value; but have " + rest);
      }
      String key = rest.substring(0, equals).strip();
      int end = key.equals(VALUE) ? lastSemicolon(rest) : rest.indexOf(';');
      String value = rest.substring(equals + 1, end < 0 ? rest.length() : end);
      members.put(key, new Value.Text(key.equals(VALUE) ? value : value.strip()));
      rest = end < 0 ? "" : rest.substring(end + 1).strip();
    }
    return new Parameters(members);
  }

  private static int lastSemicolon(String rest) {
    return rest.endsWith(";") ? rest.length() - 1 : -1;
  }

  private static Parameters ofObject(String json) throws UnfitCommandException {
    JsonNode object;
    try {
      object = JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      throw new UnfitCommandException("params are not JSON: " + e.getOriginalMessage());
    }
    if (!object.isObject()) {
      throw new UnfitCommandException("params must be an object or a text of key=value;");
    }
    Map<String, Value> members = new LinkedHashMap<>();
    object
        .properties()
        .forEach(member -> {
          Value value = JsonValues.of(member.getValue());
          if (value != null) {
            members.put(member.getKey(), value);
          }
        });
    return new Parameters(members);
  }

  /** The command that they describe. */
  Command command(Orders orders) throws UnfitCommandException {
    try {
      return isRead()
          ? Command.read(readFormat(orders), number("address", 0, 65_535))
          : Command.write(writeFormat(orders), number("address", 0, 65_535));
    } catch (IllegalArgumentException e) {
      throw new UnfitCommandException(String.valueOf(e.getMessage()));
    }
  }

  boolean isRead() throws UnfitCommandException {
    return number("functionCode", 1, 16) <= 4;
  }

  /** What is to be written. */
  Value value() throws UnfitCommandException {
    Value value = members.get(VALUE);
    if (value == null) {
      if (isRead()) {
        return new Value.Text("");
      }
      throw new UnfitCommandException("params need " + VALUE);
    }
    return value;
  }

  private ReadFormat readFormat(Orders orders) throws UnfitCommandException {
    int function = number("functionCode", 1, 16);
    return new ReadFormat(
        Table.of(function),
        dataType(),
        has("objectsCount") ? number("objectsCount", 1, 2000) : 1,
        orders.bytes(),
        orders.words(),
        orders.bits(),
        has("bit") ? (Integer) number("bit", 0, 2000) : null,
        BitTarget.BOOL,
        ReadFormat.DEFAULT_ROUND,
        0,
        0,
        Map.of());
  }

  private WriteFormat writeFormat(Orders orders) throws UnfitCommandException {
    return new WriteFormat(
        number("functionCode", 1, 16),
        dataType(),
        has("objectsCount") ? number("objectsCount", 1, 2000) : 1,
        orders.bytes(),
        orders.words(),
        orders.bits(),
        orders.repacking());
  }

  /** {@code type} is that of the value, unless it is that of a transport. */
  private String dataType() throws UnfitCommandException {
    String type = text("dataType");
    String usual = type == null ? text("type") : type;
    if (usual == null) {
      throw new UnfitCommandException("params need type");
    }
    return usual;
  }

  boolean has(String key) {
    return members.containsKey(key);
  }

  /** The text of a scalar; null if there is none. */
  @Nullable String text(String key) {
    Value value = members.get(key);
    return value == null ? null : text(value);
  }

  static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Json(String json) -> json;
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Real(double number) -> Double.toString(number);
    };
  }

  int number(String key, int least, int most) throws UnfitCommandException {
    String text = text(key);
    if (text == null) {
      throw new UnfitCommandException("params need " + key);
    }
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw new UnfitCommandException(
        "%s must be a number of %d to %d but is %s".formatted(key, least, most, text));
  }
}
