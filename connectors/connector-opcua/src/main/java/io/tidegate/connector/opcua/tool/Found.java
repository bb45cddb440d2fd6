package io.tidegate.connector.opcua.tool;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;

/**
 * A node that was found.
 *
 * @param segment its browse name, with the namespace where a node beside it has the same name.
 * @param isProperty whether it describes the node above, rather than being a part of it.
 * @param children filled while browsing.
 */
record Found(
    NodeId id,
    QualifiedName name,
    String segment,
    NodeClass nodeClass,
    boolean isProperty,
    List<Found> children) {

  static Found of(
      NodeId id, QualifiedName name, String segment, NodeClass nodeClass, boolean isProperty) {
    return new Found(id, name, segment, nodeClass, isProperty, new ArrayList<>());
  }

  List<Found> variables() {
    return children.stream()
        .filter(child -> child.nodeClass == NodeClass.Variable && !child.isProperty)
        .toList();
  }

  List<Found> properties() {
    return children.stream()
        .filter(child -> child.nodeClass == NodeClass.Variable && child.isProperty)
        .toList();
  }

  List<Found> objects() {
    return of(NodeClass.Object);
  }

  List<Found> methods() {
    return of(NodeClass.Method);
  }

  private List<Found> of(NodeClass wanted) {
    return children.stream().filter(child -> child.nodeClass == wanted).toList();
  }
}
