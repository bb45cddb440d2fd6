package io.tidegate.connector.modbus.config;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.connector.modbus.codec.ReadFormat;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.codec.WriteFormat;
import io.tidegate.data.Value;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What the registers of the server say of their values, as the codec takes it. */
public final class RegisterFormats {

  private final Orders orders;

  /** Those of a server. */
  public RegisterFormats(ServerConfig server) {
    this.orders = server.order().orders();
  }

  /** How values are put together whose register does not say otherwise. */
  public Orders orders() {
    return orders;
  }

  /** How a register is reported. */
  public ReadFormat read(Table table, RegisterConfig item) {
    return new ReadFormat(
        table,
        item.type(),
        item.objectsCount(),
        Formats.orElse(item.byteOrder(), orders.bytes()),
        Formats.orElse(item.wordOrder(), orders.words()),
        orders.bits(),
        item.bit(),
        item.bitTargetType(),
        item.round(),
        Formats.orNone(item.divider()),
        Formats.orNone(item.multiplier()),
        Formats.values(item.variants()));
  }

  /** How it is set; the table decides, not the function that a client would need. */
  public WriteFormat write(Table table, RegisterConfig item) {
    return new WriteFormat(
        table.holdsBits() ? 15 : 16,
        item.type(),
        item.objectsCount(),
        Formats.orElse(item.byteOrder(), orders.bytes()),
        Formats.orElse(item.wordOrder(), orders.words()),
        orders.bits(),
        orders.repacking());
  }

  /** Why a register is left out; null if it can be used. */
  public @Nullable String whyUnusable(Table table, RegisterConfig item) {
    return RegisterRules.whyUnusable(this, table, item);
  }

  /** Its first content; null if it begins with zeros. */
  public static @Nullable Value initial(RegisterConfig item) {
    return switch (item.value()) {
      case ArrayNode(_, List<ConfigNode> elements) -> list(elements);
      case null -> null;
      case ConfigNode node -> Formats.value(node);
    };
  }

  private static Value list(List<ConfigNode> elements) {
    StringJoiner list = new StringJoiner(",", "[", "]");
    for (ConfigNode element : elements) {
      list.add(
          switch (Formats.value(element)) {
            case Value.Bool(boolean truth) -> Boolean.toString(truth);
            case Value.Int(long number) -> Long.toString(number);
            case null, default -> "null";
          });
    }
    return new Value.Json(list.toString());
  }
}
