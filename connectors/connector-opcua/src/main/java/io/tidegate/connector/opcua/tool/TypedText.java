package io.tidegate.connector.opcua.tool;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values of a type out of what people type. */
final class TypedText {

  private TypedText() {}

  /**
   * The value; a JSON array of values for an array.
   *
   * @throws IllegalArgumentException if the text is none of that type.
   */
  static Variant parse(OpcUaDataType type, boolean isArray, String text) {
    return Variant.of(isArray ? array(type, text) : scalar(type, text));
  }

  private static Object array(OpcUaDataType type, String text) {
    JsonNode node;
    try {
      node = JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw wrong(type, text, "an array is written [1, 2, 3]");
    }
    if (!node.isArray()) {
      throw wrong(type, text, "an array is written [1, 2, 3]");
    }
    Object array = Array.newInstance(type.getBackingClass(), node.size());
    for (int i = 0; i < node.size(); i++) {
      Array.set(array, i, scalar(type, node.get(i).asString()));
    }
    return array;
  }

  private static Object scalar(OpcUaDataType type, String text) {
    try {
      return switch (type) {
        case Boolean -> bool(text);
        case SByte -> Byte.valueOf(text);
        case Byte -> ubyte(text);
        case Int16 -> Short.valueOf(text);
        case UInt16 -> ushort(text);
        case Int32 -> Integer.valueOf(text);
        case UInt32 -> uint(text);
        case Int64 -> Long.valueOf(text);
        case UInt64 -> ulong(new BigInteger(text));
        case Float -> Float.valueOf(text);
        case Double -> Double.valueOf(text);
        case String -> text;
        case LocalizedText -> LocalizedText.english(text);
        case DateTime -> new DateTime(Instant.parse(text));
        case Guid -> UUID.fromString(text);
        case ByteString -> ByteString.of(HexFormat.of().parseHex(text));
        case NodeId -> NodeId.parse(text);
        default -> throw new IllegalArgumentException("values of this type can't be typed here");
      };
    } catch (IllegalArgumentException | DateTimeException | UaRuntimeException e) {
      throw wrong(type, text, Objects.requireNonNullElse(e.getMessage(), "it does not fit"));
    }
  }

  private static boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "on" -> true;
      case "false", "0", "off" -> false;
      default -> throw new IllegalArgumentException("true or false is expected");
    };
  }

  private static IllegalArgumentException wrong(OpcUaDataType type, String text, String fault) {
    return new IllegalArgumentException("%s is no %s: %s".formatted(text, type, fault));
  }
}
