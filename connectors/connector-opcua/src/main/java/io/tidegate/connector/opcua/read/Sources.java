package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.plan.Plan;
import io.tidegate.connector.opcua.plan.PlannedDevice;
import io.tidegate.connector.opcua.plan.PlannedTag;
import io.tidegate.connector.opcua.plan.TagSpec;
import io.tidegate.data.Device;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** The tags that are being read; a new plan changes only what is different in it. */
final class Sources {

  private Map<Identity, Source> present = new LinkedHashMap<>();

  private record Identity(Device device, TagSpec spec, NodeId node) {}

  /** What a plan has changed. */
  record Change(List<Source> added, List<Source> removed) {}

  Change adopt(Plan plan) {
    Map<Identity, Source> next = new LinkedHashMap<>();
    List<Source> added = new ArrayList<>();
    for (PlannedDevice device : plan.devices()) {
      Gathering gathering = null;
      for (PlannedTag tag : device.tags()) {
        Identity identity = new Identity(device.device(), tag.spec(), tag.node());
        Source source = present.remove(identity);
        if (source == null) {
          gathering = gathering == null ? new Gathering(device) : gathering;
          source = new Source(tag, gathering);
          added.add(source);
        } else {
          gathering = source.gathering();
        }
        next.put(identity, source);
      }
    }
    List<Source> removed = List.copyOf(present.values());
    present = next;
    return new Change(added, removed);
  }

  void clear() {
    present = new LinkedHashMap<>();
  }

  Collection<Source> all() {
    return present.values();
  }
}
