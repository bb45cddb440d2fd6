package io.tidegate.connector.modbus.config;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.BooleanNode;
import io.tidegate.config.ConfigNode.NumberNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.connector.modbus.codec.Order;
import io.tidegate.connector.modbus.codec.ReadFormat;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.codec.WriteFormat;
import io.tidegate.data.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What items say of their values, as the codec takes it. */
public final class Formats {

  private Formats() {}

  /** Of an item that is polled. */
  public static ReadFormat of(ReadConfig item, Orders orders) {
    return new ReadFormat(
        Table.of(item.functionCode()),
        item.type(),
        item.objectsCount(),
        orElse(item.byteOrder(), orders.bytes()),
        orElse(item.wordOrder(), orders.words()),
        orders.bits(),
        item.bit(),
        item.bitTargetType(),
        item.round(),
        orNone(item.divider()),
        orNone(item.multiplier()),
        values(item.variants()));
  }

  /** Of a command that reads. */
  public static ReadFormat read(CommandConfig item, Orders orders) {
    return new ReadFormat(
        Table.of(item.functionCode()),
        item.type(),
        item.objectsCount(),
        orElse(item.byteOrder(), orders.bytes()),
        orElse(item.wordOrder(), orders.words()),
        orders.bits(),
        item.bit(),
        item.bitTargetType(),
        item.round(),
        orNone(item.divider()),
        orNone(item.multiplier()),
        values(item.variants()));
  }

  /** Of a command that writes. */
  public static WriteFormat write(CommandConfig item, Orders orders) {
    return new WriteFormat(
        item.functionCode(),
        item.type(),
        item.objectsCount(),
        orElse(item.byteOrder(), orders.bytes()),
        orElse(item.wordOrder(), orders.words()),
        orders.bits(),
        orders.repacking());
  }

  /** What a variant stands for; null if it is no value that a key can have. */
  static @Nullable Value value(ConfigNode node) {
    return switch (node) {
      case TextNode(_, String text) -> new Value.Text(text);
      case BooleanNode(_, boolean value) -> new Value.Bool(value);
      case NumberNode(_, BigDecimal number) -> number(number);
      case ConfigNode.ObjectNode _, ConfigNode.ArrayNode _, ConfigNode.NullNode _ -> null;
    };
  }

  private static Value number(BigDecimal number) {
    try {
      return new Value.Int(number.longValueExact());
    } catch (ArithmeticException e) {
      return new Value.Real(number.doubleValue());
    }
  }

  static Map<String, Value> values(Map<String, ConfigNode> variants) {
    Map<String, Value> values = new LinkedHashMap<>();
    variants.forEach((text, node) -> {
      Value value = value(node);
      if (value != null) {
        values.put(text, value);
      }
    });
    return values;
  }

  static Order orElse(@Nullable Order own, Order usual) {
    return own == null ? usual : own;
  }

  static double orNone(@Nullable Double number) {
    return number == null ? 0 : number;
  }
}
