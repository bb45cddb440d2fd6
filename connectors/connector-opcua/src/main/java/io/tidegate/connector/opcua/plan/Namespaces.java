package io.tidegate.connector.opcua.plan;

import io.tidegate.connector.opcua.address.NodeIdText;
import io.tidegate.connector.opcua.link.Services;
import java.io.IOException;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.jspecify.annotations.Nullable;

/** The namespaces of a server, in the order of their indexes, which a restart may change. */
public record Namespaces(List<String> uris) {

  /** Asks the server. */
  public static Namespaces read(Services services) throws IOException, InterruptedException {
    Object value =
        services
            .read(List.of(Services.value(NodeIds.Server_NamespaceArray)))
            .getFirst()
            .value()
            .value();
    return new Namespaces(value instanceof String[] uris ? List.of(uris) : List.of());
  }

  /** The node id that a text means here; null if the server has no such namespace. */
  public @Nullable NodeId id(NodeIdText text) {
    if (text.namespace() == null) {
      return text.id();
    }
    int index = uris.indexOf(text.namespace());
    return index < 0 ? null : text.id().withNamespaceIndex(Unsigned.ushort(index));
  }
}
