package io.tidegate.connector.opcua.write;

import io.tidegate.connector.opcua.address.Nearest;
import io.tidegate.connector.opcua.browse.AddressSpace;
import io.tidegate.connector.opcua.browse.Child;
import io.tidegate.connector.opcua.link.Services;
import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.connector.opcua.value.DataTypes;
import io.tidegate.connector.opcua.value.TypeCast;
import io.tidegate.connector.opcua.value.UnfitValueException;
import io.tidegate.connector.opcua.value.ValueConverter;
import io.tidegate.data.Value;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.jspecify.annotations.Nullable;

/** Calls methods of devices' nodes, with arguments of the types that the server says. */
final class MethodCaller {

  private final Services services;
  private final DataTypes types;
  private final ValueConverter values;
  private final EncodingContext encoding;

  MethodCaller(
      Services services, DataTypes types, ValueConverter values, EncodingContext encoding) {
    this.services = services;
    this.types = types;
    this.values = values;
    this.encoding = encoding;
  }

  /** An argument, and what its configuration says of its type. */
  record Given(@Nullable String type, Value value) {}

  /**
   * Calls a method.
   *
   * @return its output: null if it has none, an array if it has several.
   * @throws RefusedCallException if there is none, or it fails.
   */
  @Nullable Value call(NodeId object, String name, List<Given> given)
      throws IOException, InterruptedException, RefusedCallException {
    AddressSpace space = new AddressSpace(services);
    NodeId method = method(space, object, name);
    Argument[] declared = declared(space, method);
    Variant[] arguments = new Variant[given.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(given.get(i), i < declared.length ? declared[i] : null);
    }
    CallMethodResult result =
        services.call(List.of(new CallMethodRequest(object, method, arguments))).getFirst();
    if (result.getStatusCode().isBad()) {
      throw new RefusedCallException(Statuses.name(result.getStatusCode()));
    }
    return output(result.getOutputArguments());
  }

  private @Nullable Value output(Variant @Nullable [] output) {
    if (output == null || output.length == 0) {
      return null;
    }
    return values.convert(output.length == 1 ? output[0] : output);
  }

  /** One in the namespace of its object goes before others of the name. */
  private static NodeId method(AddressSpace space, NodeId object, String name)
      throws IOException, InterruptedException, RefusedCallException {
    List<Child> methods =
        space.children(object).all().stream()
            .filter(child -> child.nodeClass() == NodeClass.Method)
            .toList();
    Child found = null;
    for (Child child : methods) {
      boolean matches =
          child.name().equals(name) || (child.namespace() + ":" + child.name()).equals(name);
      if (matches
          && (found == null || child.namespace() == object.getNamespaceIndex().intValue())) {
        found = child;
      }
    }
    if (found == null) {
      List<String> nearest = Nearest.to(name, methods.stream().map(Child::name).toList());
      throw new RefusedCallException(
          "the device has no method "
              + name
              + (nearest.isEmpty() ? "" : "; it has " + String.join(", ", nearest)));
    }
    return found.id();
  }

  private Argument[] declared(AddressSpace space, NodeId method)
      throws IOException, InterruptedException {
    for (Child child : space.children(method).all()) {
      if (child.namespace() == 0 && child.name().equals("InputArguments")) {
        Object value =
            services.read(List.of(Services.value(child.id()))).getFirst().value().value();
        if (value instanceof ExtensionObject[] encoded) {
          return arguments(encoded);
        }
      }
    }
    return new Argument[0];
  }

  private Argument[] arguments(ExtensionObject[] encoded) {
    Argument[] arguments = new Argument[encoded.length];
    for (int i = 0; i < encoded.length; i++) {
      if (!(encoded[i].decode(encoding) instanceof Argument argument)) {
        return new Argument[0];
      }
      arguments[i] = argument;
    }
    return arguments;
  }

  private Variant argument(Given given, @Nullable Argument declared)
      throws IOException, InterruptedException, RefusedCallException {
    OpcUaDataType type = declared == null ? null : types.builtIn(declared.getDataType());
    OpcUaDataType wanted = type == null && declared == null ? configured(given.type) : type;
    try {
      return TypeCast.cast(given.value, wanted);
    } catch (UnfitValueException e) {
      throw new RefusedCallException(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable OpcUaDataType configured(@Nullable String type) {
    if (type == null) {
      return null;
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "integer", "long" -> OpcUaDataType.Int64;
      case "double" -> OpcUaDataType.Double;
      case "float" -> OpcUaDataType.Float;
      case "boolean" -> OpcUaDataType.Boolean;
      case "string" -> OpcUaDataType.String;
      default -> named(type);
    };
  }

  private static @Nullable OpcUaDataType named(String type) {
    for (OpcUaDataType each : OpcUaDataType.values()) {
      if (each.name().equalsIgnoreCase(type)) {
        return each;
      }
    }
    return null;
  }
}
