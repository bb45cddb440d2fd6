package io.tidegate.connector.opcua.tool;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/** What a method is to be given (OPC 10000-3, 5.7). */
final class InputArguments {

  private static final String PROPERTY = "InputArguments";

  private InputArguments() {}

  /** The types of the arguments by their names; none where the server does not tell. */
  static List<String> types(Site site, NodeId method) throws UaException {
    List<String> types = new ArrayList<>();
    for (ReferenceDescription child : site.children(method)) {
      if (PROPERTY.equals(child.getBrowseName().name())
          && site.read(site.idOf(child), AttributeId.Value).value().value()
              instanceof ExtensionObject[] encoded) {
        for (ExtensionObject each : encoded) {
          types.add(type(site, each));
        }
      }
    }
    return types;
  }

  private static String type(Site site, ExtensionObject encoded) {
    try {
      if (encoded.decode(site.client().getStaticEncodingContext()) instanceof Argument argument) {
        NodeId type = argument.getDataType();
        OpcUaDataType builtIn =
            OpcUaDataType.isBuiltin(type) ? OpcUaDataType.fromNodeId(type) : null;
        return builtIn == null ? type.toParseableString() : builtIn.name();
      }
    } catch (UaSerializationException e) {
      // As for anything else that is no argument.
    }
    return OpcUaDataType.Variant.name();
  }
}
