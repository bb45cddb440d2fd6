package io.tidegate.connector.opcua.tool;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/** Looks below a node, each node once, no deeper and no more than was asked. */
final class Browser {

  private final Site site;
  private final int depth;
  private final int most;
  private final Set<NodeId> seen = new HashSet<>();
  private boolean complete = true;

  Browser(Site site, int depth, int most) {
    this.site = site;
    this.depth = depth;
    this.most = most;
  }

  /** False if there was more than was asked for. */
  boolean isComplete() {
    return complete;
  }

  /** Adds to a node what is below it. */
  void fill(Found node) throws UaException {
    seen.add(node.id());
    fill(node, depth);
  }

  private void fill(Found node, int levels) throws UaException {
    List<ReferenceDescription> references = site.children(node.id());
    Map<String, Long> names =
        references.stream()
            .collect(
                Collectors.groupingBy(
                    each -> String.valueOf(each.getBrowseName().name()), Collectors.counting()));
    for (ReferenceDescription reference : references) {
      NodeId id = site.idOf(reference);
      if (seen.size() >= most) {
        complete = false;
        return;
      }
      if (seen.add(id)) {
        node.children().add(found(reference, id, names));
      }
    }
    for (Found child : node.children()) {
      if (isWorthALook(child)) {
        if (levels > 1) {
          fill(child, levels - 1);
        } else {
          complete = false;
        }
      }
    }
  }

  private static Found found(ReferenceDescription reference, NodeId id, Map<String, Long> names) {
    String name = String.valueOf(reference.getBrowseName().name());
    String segment =
        names.getOrDefault(name, 1L) > 1
            ? reference.getBrowseName().namespaceIndex() + ":" + name
            : name;
    return Found.of(
        id,
        reference.getBrowseName(),
        segment,
        reference.getNodeClass(),
        reference.getReferenceTypeId().equals(NodeIds.HasProperty));
  }

  /** What a server says of itself is large and nobody's device. */
  private static boolean isWorthALook(Found child) {
    return child.nodeClass() == NodeClass.Object && !child.id().equals(NodeIds.Server);
  }
}
