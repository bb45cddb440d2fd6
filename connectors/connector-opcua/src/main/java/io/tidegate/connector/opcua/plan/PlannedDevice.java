package io.tidegate.connector.opcua.plan;

import io.tidegate.data.Device;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A device that was found on the server.
 *
 * @param node the device's own node.
 * @param tags those whose nodes were found.
 */
public record PlannedDevice(Device device, NodeId node, Mapping mapping, List<PlannedTag> tags) {

  public PlannedDevice {
    tags = List.copyOf(tags);
  }

  /** The node that is reported as a key; null if there is none. */
  public @Nullable NodeId nodeOf(String key) {
    for (PlannedTag tag : tags) {
      if (tag.spec().key().equals(key)) {
        return tag.node();
      }
    }
    return null;
  }
}
