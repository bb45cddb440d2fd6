package io.tidegate.connector.opcua.value;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import io.tidegate.data.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns values of the platform into values of a built-in type. */
public final class TypeCast {

  private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

  private static final int MOST_DIGITS = 400;

  private TypeCast() {}

  /**
   * The value as one of a type; a JSON array becomes an array, one of arrays a matrix.
   *
   * @param type null where values of several types fit: then each is what it looks like.
   * @throws UnfitValueException if it can't be one.
   */
  public static Variant cast(Value value, @Nullable OpcUaDataType type) throws UnfitValueException {
    if (value instanceof Value.Json(String json)) {
      JsonNode node = parse(json);
      if (node.isArray()) {
        return ArrayCast.cast(node, type == null ? OpcUaDataType.Variant : type);
      }
    }
    String text = text(value);
    return new Variant(
        type == null || type == OpcUaDataType.Variant ? natural(text) : scalar(text, type));
  }

  private static JsonNode parse(String json) throws UnfitValueException {
    try {
      return JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      throw new UnfitValueException("is no JSON: " + json);
    }
  }

  /** The text of a value; a text itself has no quotes. */
  public static String text(Value value) {
    return switch (value) {
      case Value.Bool(boolean v) -> String.valueOf(v);
      case Value.Int(long v) -> String.valueOf(v);
      case Value.Real(double v) -> BigDecimal.valueOf(v).toPlainString();
      case Value.Text(String v) -> v;
      case Value.Json(String v) -> v;
    };
  }

  static Object scalar(String text, OpcUaDataType type) throws UnfitValueException {
    try {
      return parsed(text, type);
    } catch (RuntimeException e) {
      throw new UnfitValueException(text + " is no " + type.name());
    }
  }

  private static Object parsed(String text, OpcUaDataType type) throws UnfitValueException {
    return switch (type) {
      case Boolean -> bool(text);
      case SByte -> integer(text).byteValueExact();
      case Int16 -> integer(text).shortValueExact();
      case Int32 -> integer(text).intValueExact();
      case Int64 -> integer(text).longValueExact();
      case Byte -> ubyte(integer(text).shortValueExact());
      case UInt16 -> ushort(integer(text).intValueExact());
      case UInt32 -> uint(integer(text).longValueExact());
      case UInt64 -> ulong(integer(text).toString());
      case Float -> (float) finite(Float.parseFloat(text), text);
      case Double -> finite(Double.parseDouble(text), text);
      case String -> text;
      case DateTime -> time(text);
      case Guid -> UUID.fromString(text);
      case ByteString -> ByteString.of(HexFormat.of().parseHex(text));
      case XmlElement -> XmlElement.of(text);
      case NodeId -> NodeId.parse(text);
      case ExpandedNodeId -> ExpandedNodeId.parse(text);
      case QualifiedName -> QualifiedName.parse(text);
      case LocalizedText -> new LocalizedText(text);
      case StatusCode -> new StatusCode(integer(text).longValueExact());
      case Variant -> new Variant(natural(text)); // In an array only.
      case ExtensionObject, DataValue, DiagnosticInfo ->
          throw new UnfitValueException("values of the type " + type.name() + " can't be written");
    };
  }

  private static Boolean bool(String text) throws UnfitValueException {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "on", "yes" -> true;
      case "false", "0", "off", "no" -> false;
      default -> throw new UnfitValueException(text + " is no Boolean");
    };
  }

  /** A number that is too large would become infinite; who wants that can write it. */
  private static double finite(double value, String text) {
    if (Double.isInfinite(value) && !text.contains("Infinity")) {
      throw new NumberFormatException("too large");
    }
    return value;
  }

  /** A boolean counts as 0 or 1; a fraction is refused rather than cut off. */
  private static BigInteger integer(String text) {
    return switch (text.strip()) {
      case "true" -> BigInteger.ONE;
      case "false" -> BigInteger.ZERO;
      default -> decimal(text.strip()).toBigIntegerExact();
    };
  }

  /** Few signs can stand for more digits than there is memory. */
  private static BigDecimal decimal(String text) {
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS) {
      throw new NumberFormatException("too large");
    }
    return number;
  }

  /** Milliseconds or seconds since the epoch, or a text of ISO 8601. */
  private static DateTime time(String text) {
    try {
      return new DateTime(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      BigDecimal number = decimal(text);
      BigDecimal millis =
          number.abs().compareTo(MILLIS_FROM) < 0 ? number.movePointRight(3) : number;
      return new DateTime(Instant.ofEpochMilli(millis.toBigInteger().longValueExact()));
    }
  }

  /** The type that a text looks like; as the Python gateway takes it. */
  public static Object natural(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("true") || lower.equals("false")) {
      return Boolean.valueOf(lower);
    }
    try {
      return lower.contains(".") || lower.contains("e")
          ? (Object) Double.valueOf(lower)
          : (Object) Long.valueOf(lower);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
