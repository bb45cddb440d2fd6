package io.tidegate.connector.opcua.value;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tidegate.connector.opcua.link.NodeIdentity;
import io.tidegate.connector.opcua.link.Services;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.jspecify.annotations.Nullable;

/** The built-in types that the data types of a server come down to. Safe for several threads. */
public final class DataTypes {

  /** A chain of types longer than this has no end. */
  private static final int MOST_STEPS = 20;

  private final Services services;
  private final Map<NodeId, OpcUaDataType> known = new ConcurrentHashMap<>();

  /** Of the server with these services. */
  public DataTypes(Services services) {
    this.services = services;
  }

  /** The built-in types of the values of variables; null for each that does not tell. */
  public List<@Nullable OpcUaDataType> ofVariables(List<NodeId> variables)
      throws IOException, InterruptedException {
    List<DataValue> answers =
        services.read(
            variables.stream()
                .map(node -> Services.attribute(node, AttributeId.DataType))
                .toList());
    List<@Nullable OpcUaDataType> types = new ArrayList<>(variables.size());
    for (DataValue answer : answers) {
      types.add(answer.value().value() instanceof NodeId type ? builtIn(type) : null);
    }
    return types;
  }

  /** The built-in type of a data type; null if values of several types fit it. */
  public @Nullable OpcUaDataType builtIn(NodeId dataType) throws IOException, InterruptedException {
    NodeId type = dataType;
    for (int i = 0; i < MOST_STEPS; i++) {
      OpcUaDataType found = type.equals(NodeIds.Enumeration) ? OpcUaDataType.Int32 : own(type);
      if (found != null) {
        known.put(dataType, found);
        return found == OpcUaDataType.Variant ? null : found;
      }
      NodeId parent = parent(type);
      if (parent == null) {
        return null;
      }
      type = parent;
    }
    return null;
  }

  private @Nullable OpcUaDataType own(NodeId type) {
    OpcUaDataType builtIn = OpcUaDataType.isBuiltin(type) ? OpcUaDataType.fromNodeId(type) : null;
    return builtIn == null ? known.get(type) : builtIn;
  }

  private @Nullable NodeId parent(NodeId type) throws IOException, InterruptedException {
    BrowseDescription up =
        new BrowseDescription(
            type, BrowseDirection.Inverse, NodeIds.HasSubtype, false, uint(0), uint(0));
    ReferenceDescription[] references = services.browse(List.of(up)).getFirst().getReferences();
    if (references == null || references.length == 0) {
      return null;
    }
    return NodeIdentity.of(references[0].getNodeId());
  }
}
