package io.tidegate.connector.opcua.link;

import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;

/** Node ids out of the expanded ones in answers of a server. */
public final class NodeIdentity {

  /** References name namespaces by their index; a table is for those that don't. */
  private static final NamespaceTable STANDARD_ONLY = new NamespaceTable();

  private NodeIdentity() {}

  /** The node id; null if the node is not the server's own. */
  public static @Nullable NodeId of(ExpandedNodeId expanded) {
    return expanded.isLocal() ? expanded.toNodeId(STANDARD_ONLY).orElse(null) : null;
  }
}
