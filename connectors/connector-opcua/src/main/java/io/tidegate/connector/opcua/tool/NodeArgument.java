package io.tidegate.connector.opcua.tool;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/**
 * A node as people write it: a node id, or a path from the root, with slashes ({@code
 * Objects/Plant/Pump1}) or as in a configuration ({@code Root\.Objects\.Plant\.Pump1}).
 */
final class NodeArgument {

  private static final int MOST_NAMES = 20;

  private NodeArgument() {}

  static NodeId resolve(Site site, String text) throws IOException, UaException {
    Optional<NodeId> id = NodeId.parseSafe(text);
    if (id.isPresent()) {
      return id.get();
    }
    NodeId node = NodeIds.RootFolder;
    for (String name : names(text)) {
      node = child(site, node, name, text);
    }
    return node;
  }

  private static List<String> names(String text) {
    String plain = text.startsWith("/") ? text.substring(1) : text;
    List<String> names = List.of(plain.split(plain.contains("\\.") ? "\\\\\\." : "/", -1));
    return names.getFirst().equals("Root") ? names.subList(1, names.size()) : names;
  }

  private static NodeId child(Site site, NodeId parent, String name, String path)
      throws IOException, UaException {
    List<ReferenceDescription> children = site.children(parent);
    for (ReferenceDescription child : children) {
      if (isNamed(child.getBrowseName(), name)) {
        return site.idOf(child);
      }
    }
    throw new IOException(
        "there is no %s on the way %s; there are %s"
            .formatted(
                name,
                path,
                children.stream()
                    .limit(MOST_NAMES)
                    .map(child -> String.valueOf(child.getBrowseName().name()))
                    .collect(Collectors.joining(", "))));
  }

  private static boolean isNamed(QualifiedName browseName, String name) {
    return name.equals(browseName.name())
        || name.equals(browseName.namespaceIndex().intValue() + ":" + browseName.name());
  }
}
