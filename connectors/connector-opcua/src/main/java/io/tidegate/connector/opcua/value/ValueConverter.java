package io.tidegate.connector.opcua.value;

import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.data.Value;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.types.UaEnumeratedType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.DiagnosticInfo;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.jspecify.annotations.Nullable;

/** Turns a value of any built-in type into one of the platform (Part 6, 5.1.2). */
public final class ValueConverter {

  private static final DateTimeFormatter SECONDS = formatter("uuuu-MM-dd'T'HH:mm:ss'+00:00'");
  private static final DateTimeFormatter MICROS = formatter("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'");
  private static final int TICKS_PER_SECOND = 10_000_000;
  private static final int TICKS_PER_MICRO = 10;

  private final StructureReader structures;

  /** With something that knows the server's types. */
  public ValueConverter(StructureReader structures) {
    this.structures = structures;
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** Null for what is no value: null, and numbers that are not finite. */
  public @Nullable Value convert(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Double v -> real(v);
      case Float v -> real(v);
      case Boolean v -> new Value.Bool(v);
      case ULong v -> unsigned(v);
      case Number v -> new Value.Int(v.longValue());
      case UaEnumeratedType v -> new Value.Int(v.getValue());
      case Variant v -> convert(v.value());
      case DataValue v -> convert(v.value().value());
      default -> textOrJson(value);
    };
  }

  private static @Nullable Value real(double value) {
    return Double.isFinite(value) ? new Value.Real(value) : null;
  }

  private static Value unsigned(ULong value) {
    return value.longValue() >= 0
        ? new Value.Int(value.longValue())
        : new Value.Json(value.toString());
  }

  private @Nullable Value textOrJson(Object value) {
    String text = text(value);
    if (text != null) {
      return new Value.Text(text);
    }
    return isNull(value) ? null : new JsonTree(this, structures).json(value);
  }

  private static boolean isNull(Object value) {
    return value instanceof LocalizedText
        || value instanceof ByteString
        || value instanceof XmlElement
        || value instanceof QualifiedName
        || (value instanceof ExtensionObject object && object.isNull());
  }

  /** The text of a value whose type is one; null for others, and for a text that is null. */
  static @Nullable String text(Object value) {
    return switch (value) {
      case String v -> v;
      case LocalizedText v -> v.text();
      case DateTime v -> time(v);
      case UUID v -> v.toString();
      case ByteString v -> v.bytes() == null ? null : HexFormat.of().formatHex(v.bytes());
      case XmlElement v -> v.fragment();
      case NodeId v -> v.toParseableString();
      case ExpandedNodeId v -> v.toParseableString();
      case StatusCode v -> Statuses.name(v);
      case QualifiedName v -> v.name() == null ? null : v.namespaceIndex() + ":" + v.name();
      case DiagnosticInfo v -> v.toString();
      default -> null;
    };
  }

  /** As Python writes it: microseconds only if there are any. */
  private static String time(DateTime value) {
    boolean whole = value.utcTime() % TICKS_PER_SECOND < TICKS_PER_MICRO;
    return (whole ? SECONDS : MICROS).format(value.getJavaInstant());
  }
}
