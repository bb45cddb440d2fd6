package io.tidegate.connector.opcua.plan;

import io.tidegate.data.Device;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * What a configuration comes to on a server at some time.
 *
 * @param session in which it was found out; a server that was started again may number its
 *     namespaces anew.
 * @param missing what was not found, for people; empty if all was.
 */
public record Plan(NodeId session, List<PlannedDevice> devices, List<String> missing) {

  /** Before the first look. */
  public static final Plan EMPTY = new Plan(NodeId.NULL_VALUE, List.of(), List.of());

  public Plan {
    devices = List.copyOf(devices);
    missing = List.copyOf(missing);
  }

  /** Those that are this device of the platform; several mappings may add to one. */
  public List<PlannedDevice> of(Device device) {
    return devices.stream()
        .filter(planned -> planned.device().name().equals(device.name()))
        .toList();
  }

  /** The devices of the platform. */
  public Set<Device> platformDevices() {
    Set<Device> all = new LinkedHashSet<>();
    devices.forEach(planned -> all.add(planned.device()));
    return all;
  }
}
