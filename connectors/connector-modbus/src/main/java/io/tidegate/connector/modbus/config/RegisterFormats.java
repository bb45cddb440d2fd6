package io.tidegate.connector.modbus.config;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.NullNode;
import io.tidegate.connector.modbus.codec.Order;
import io.tidegate.connector.modbus.codec.ReadFormat;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.codec.WriteFormat;
import io.tidegate.connector.modbus.codec.WriteFormat.Repacking;
import io.tidegate.data.Value;
import org.jspecify.annotations.Nullable;

/** What the registers of the server say of their values, as the codec takes it. */
public final class RegisterFormats {

  private final ServerConfig server;

  /** Those of a server. */
  public RegisterFormats(ServerConfig server) {
    this.server = server;
  }

  /** How a register is reported. */
  public ReadFormat read(Table table, RegisterConfig item) {
    return new ReadFormat(
        table,
        item.type(),
        item.objectsCount(),
        orElse(item.byteOrder(), server.byteOrder()),
        orElse(item.wordOrder(), server.wordOrder()),
        server.bitOrder(),
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
        orElse(item.byteOrder(), server.byteOrder()),
        orElse(item.wordOrder(), server.wordOrder()),
        server.bitOrder(),
        server.repack() ? Repacking.BY_BYTE_ORDER : Repacking.NONE);
  }

  /** Its first content; null if it begins with zeros. */
  public static @Nullable Value initial(RegisterConfig item) {
    ConfigNode node = item.value();
    return node == null || node instanceof NullNode ? null : Formats.value(node);
  }

  private static Order orElse(@Nullable Order own, Order usual) {
    return own == null ? usual : own;
  }
}
