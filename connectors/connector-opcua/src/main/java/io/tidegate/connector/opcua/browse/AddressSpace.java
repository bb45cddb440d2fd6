package io.tidegate.connector.opcua.browse;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tidegate.connector.opcua.link.NodeIdentity;
import io.tidegate.connector.opcua.link.Services;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/**
 * The part of a server's address space that was looked at: nodes are asked for their children many
 * at once, and each only once. For one thread, and for one scan: it remembers and does not forget.
 */
public final class AddressSpace {

  private static final int NODE_CLASSES =
      NodeClass.Object.getValue() | NodeClass.Variable.getValue() | NodeClass.Method.getValue();

  private static final int RESULT =
      BrowseResultMask.BrowseName.getValue() | BrowseResultMask.NodeClass.getValue();

  private static final Children NONE = new Children(List.of());

  private final Services services;
  private final Map<NodeId, Children> known = new HashMap<>();

  /** Nothing has been looked at yet. */
  public AddressSpace(Services services) {
    this.services = services;
  }

  /** What is below a node; nothing if it does not exist. */
  public Children children(NodeId node) throws IOException, InterruptedException {
    look(List.of(node));
    return known.getOrDefault(node, NONE);
  }

  /** Asks for the children of those nodes that were not looked at yet. */
  void look(Collection<NodeId> nodes) throws IOException, InterruptedException {
    List<NodeId> unknown =
        nodes.stream().distinct().filter(node -> !known.containsKey(node)).toList();
    if (unknown.isEmpty()) {
      return;
    }
    List<BrowseResult> results =
        services.browse(unknown.stream().map(AddressSpace::description).toList());
    Map<NodeId, List<Child>> found = new LinkedHashMap<>();
    Map<NodeId, ByteString> open = new LinkedHashMap<>();
    collect(unknown, results, found, open);
    while (!open.isEmpty()) {
      List<NodeId> more = List.copyOf(open.keySet());
      results = services.browseNext(List.copyOf(open.values()));
      open.clear();
      collect(more, results, found, open);
    }
    unknown.forEach(node -> known.put(node, new Children(found.getOrDefault(node, List.of()))));
  }

  private static BrowseDescription description(NodeId node) {
    return new BrowseDescription(
        node,
        BrowseDirection.Forward,
        NodeIds.HierarchicalReferences,
        true,
        uint(NODE_CLASSES),
        uint(RESULT));
  }

  private static void collect(
      List<NodeId> nodes,
      List<BrowseResult> results,
      Map<NodeId, List<Child>> found,
      Map<NodeId, ByteString> open) {
    for (int i = 0; i < nodes.size(); i++) {
      BrowseResult result = results.get(i);
      List<Child> children = found.computeIfAbsent(nodes.get(i), _ -> new ArrayList<>());
      ReferenceDescription[] references = result.getReferences();
      if (references != null) {
        for (ReferenceDescription reference : references) {
          add(reference, children);
        }
      }
      ByteString continuation = result.getContinuationPoint();
      if (continuation != null && continuation.bytes() != null && continuation.length() > 0) {
        open.put(nodes.get(i), continuation);
      }
    }
  }

  /** Nodes of other servers can't be asked. */
  private static void add(ReferenceDescription reference, List<Child> children) {
    String name = reference.getBrowseName().name();
    NodeId id = NodeIdentity.of(reference.getNodeId());
    if (name != null && id != null) {
      children.add(
          new Child(
              id,
              reference.getBrowseName().namespaceIndex().intValue(),
              name,
              reference.getNodeClass()));
    }
  }
}
