package io.tidegate.connector.opcua.tool;

import java.lang.reflect.Array;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.jspecify.annotations.Nullable;

/** Values for the eyes of people. */
final class ValueText {

  private static final String NOTHING = "(nothing)";

  private static final int MOST_IN_A_LINE = 200;

  private final OpcUaClient client;

  ValueText(OpcUaClient client) {
    this.client = client;
  }

  /** The same with no more of a long value than is good for a list. */
  String inList(DataValue value) {
    return of(value, shortened(content(value.value().value())));
  }

  private static String shortened(String text) {
    int end = Math.min(text.length(), MOST_IN_A_LINE);
    return end == text.length()
        ? text
        : text.substring(0, end) + "… (%d characters)".formatted(text.length());
  }

  /** Value, type, status where it is not good, and the source's time. */
  String of(DataValue value) {
    return of(value, content(value.value().value()));
  }

  private static String of(DataValue value, String text) {
    Variant variant = value.value();
    String type = variant.getDataType().map(OpcUaDataType::name).orElse("");
    Object content = variant.value();
    String array = content != null && content.getClass().isArray() ? "[]" : "";
    String status = value.statusCode().isGood() ? "" : "  " + status(value.statusCode());
    DateTime time = value.sourceTime();
    return text
        + (type.isEmpty() ? "" : "  " + type + array)
        + status
        + (time == null || time.isNull() ? "" : "  " + instant(time));
  }

  /** The name of a status. */
  static String status(StatusCode status) {
    return StatusCodes.lookup(status.getValue())
        .map(names -> names[0])
        .orElseGet(() -> "0x%08X".formatted(status.getValue()));
  }

  /** The value alone. */
  String content(@Nullable Object value) {
    return switch (value) {
      case null -> NOTHING;
      case String text -> quoted(text);
      case LocalizedText text -> text.text() == null ? NOTHING : quoted(text.text());
      case QualifiedName name -> name.toParseableString();
      case NodeId node -> node.toParseableString();
      case ExpandedNodeId node -> node.toParseableString();
      case DateTime time -> instant(time).toString();
      case StatusCode status -> status(status);
      case XmlElement xml -> String.valueOf(xml.getFragment());
      case ByteString bytes -> HexFormat.of().formatHex(bytes.bytesOrEmpty());
      case Matrix matrix -> content(matrix.nestedArrayValue());
      case Variant variant -> content(variant.value());
      case ExtensionObject object -> decoded(object);
      case DynamicStructType struct -> members(struct);
      default -> value.getClass().isArray() ? array(value) : value.toString();
    };
  }

  /** What a server sends is not to steer a terminal. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\');
          }
          if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
            quoted.append("\\u%04x".formatted(c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }

  private static Instant instant(DateTime time) {
    return time.getJavaInstant().truncatedTo(ChronoUnit.MILLIS);
  }

  private String array(Object array) {
    return IntStream.range(0, Array.getLength(array))
        .mapToObj(i -> content(Array.get(array, i)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String members(DynamicStructType struct) {
    return struct.getMembers().entrySet().stream()
        .map(member -> member.getKey() + ": " + content(member.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private String decoded(ExtensionObject object) {
    if (object.isNull()) {
      return NOTHING;
    }
    try {
      UaStructuredType structure = object.decode(client.getDynamicEncodingContext());
      return content(structure);
    } catch (UaException | UaSerializationException | IndexOutOfBoundsException e) {
      return "(a structure of the type %s, which the server does not explain)"
          .formatted(object.getEncodingOrTypeId().toParseableString());
    }
  }
}
