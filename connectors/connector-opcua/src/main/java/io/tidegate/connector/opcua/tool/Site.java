package io.tidegate.connector.opcua.tool;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tidegate.connector.opcua.secure.ServerAccess;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.jspecify.annotations.Nullable;

/** A connection for the time of one command. */
final class Site implements Closeable {

  /** Objects, variables and methods (OPC 10000-3, 5.2.4). */
  private static final UInteger CLASSES = uint(1 | 2 | 4);

  /** Few enough for servers that don't tell their limits. */
  private static final int PORTION = 100;

  private final OpcUaClient client;

  private Site(OpcUaClient client) {
    this.client = client;
  }

  static Site connect(ServerAccess access) throws IOException, InterruptedException {
    return new Site(access.connect());
  }

  OpcUaClient client() {
    return client;
  }

  /** What is below a node, in the server's order. */
  List<ReferenceDescription> children(NodeId node) throws UaException {
    BrowseResult result =
        client.browse(
            new BrowseDescription(
                node,
                BrowseDirection.Forward,
                NodeIds.HierarchicalReferences,
                true,
                CLASSES,
                uint(BrowseResultMask.All.getValue())));
    check(result.getStatusCode());
    List<ReferenceDescription> all = new ArrayList<>();
    while (true) {
      ReferenceDescription[] some = result.getReferences();
      if (some != null) {
        all.addAll(List.of(some));
      }
      if (result.getContinuationPoint() == null || result.getContinuationPoint().isNullOrEmpty()) {
        return all;
      }
      BrowseResult[] next =
          client.browseNext(false, List.of(result.getContinuationPoint())).getResults();
      if (next == null || next.length == 0) {
        return all;
      }
      result = next[0];
      check(result.getStatusCode());
    }
  }

  /** The node above a node; null at the top. */
  @Nullable NodeId parent(NodeId node) throws UaException {
    ReferenceDescription[] up =
        client
            .browse(
                new BrowseDescription(
                    node,
                    BrowseDirection.Inverse,
                    NodeIds.HierarchicalReferences,
                    true,
                    CLASSES,
                    uint(BrowseResultMask.All.getValue())))
            .getReferences();
    return up == null || up.length == 0 ? null : idOf(up[0]);
  }

  /** The browse name of a node. */
  String name(NodeId node) throws UaException {
    return read(node, AttributeId.BrowseName).value().value() instanceof QualifiedName name
        ? String.valueOf(name.name())
        : node.toParseableString();
  }

  List<DataValue> read(List<NodeId> nodes, AttributeId attribute) throws UaException {
    int portion = portion();
    List<DataValue> values = new ArrayList<>();
    for (int from = 0; from < nodes.size(); from += portion) {
      List<ReadValueId> wanted =
          nodes.subList(from, Math.min(nodes.size(), from + portion)).stream()
              .map(node -> new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE))
              .toList();
      DataValue[] results = client.read(0, TimestampsToReturn.Both, wanted).getResults();
      values.addAll(List.of(results == null ? new DataValue[0] : results));
    }
    return values;
  }

  DataValue read(NodeId node, AttributeId attribute) throws UaException {
    return read(List.of(node), attribute).getFirst();
  }

  private int portion() throws UaException {
    long limit = client.getOperationLimits().maxNodesPerRead().map(UInteger::longValue).orElse(0L);
    return limit == 0 ? PORTION : (int) Math.min(limit, PORTION);
  }

  /** The node id here of a node that a reference leads to. */
  NodeId idOf(ReferenceDescription reference) throws UaException {
    return reference.getNodeId().toNodeIdOrThrow(client.getNamespaceTable());
  }

  private static void check(StatusCode status) throws UaException {
    if (status.isBad()) {
      throw new UaException(status);
    }
  }

  @Override
  public void close() {
    try {
      client.disconnect();
    } catch (UaException e) {
      // The server is away; then there is nobody to say good-bye to.
    }
  }
}
