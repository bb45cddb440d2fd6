package io.tidegate.connector.opcua.write;

import io.tidegate.connector.Reply;
import io.tidegate.connector.opcua.address.NodeIdText;
import io.tidegate.connector.opcua.address.NodeReference;
import io.tidegate.connector.opcua.link.Services;
import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.connector.opcua.plan.NodeFinder;
import io.tidegate.connector.opcua.plan.NodeFinder.Found;
import io.tidegate.connector.opcua.plan.NodeFinder.Wanted;
import io.tidegate.connector.opcua.plan.PlannedDevice;
import io.tidegate.connector.opcua.value.TypeCast;
import io.tidegate.connector.opcua.value.ValueConverter;
import io.tidegate.connector.opcua.write.Writer.Order;
import io.tidegate.data.Value;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;

/** {@code get <node>} and {@code set <node>; <value>}, which work on any node of the server. */
final class ReservedRpc {

  private final Services services;
  private final Writer writer;
  private final ValueConverter values;

  ReservedRpc(Services services, Writer writer, ValueConverter values) {
    this.services = services;
    this.writer = writer;
    this.values = values;
  }

  Reply get(List<PlannedDevice> devices, Value params) throws IOException, InterruptedException {
    String text = SetCommand.withoutEnd(TypeCast.text(params));
    Search search = new Search(devices);
    NodeId node = search.node(text);
    if (node == null) {
      return Answers.error(search.problem(text));
    }
    DataValue value = services.read(List.of(Services.value(node))).getFirst();
    return value.statusCode().isBad()
        ? Answers.error(Statuses.name(value.statusCode()))
        : Answers.result("value", values.convert(value.value().value()));
  }

  Reply set(List<PlannedDevice> devices, Value params) throws IOException, InterruptedException {
    String text = TypeCast.text(params);
    List<SetCommand> readings = SetCommand.readings(text);
    if (readings.isEmpty()) {
      return Answers.error("write it as: <node>; <value>");
    }
    Search search = new Search(devices);
    for (SetCommand command : readings) {
      NodeId node = search.node(command.node());
      if (node != null) {
        return write(node, command.value());
      }
    }
    return Answers.error(search.problem(readings.getFirst().node()));
  }

  private Reply write(NodeId node, String text) throws IOException, InterruptedException {
    Value value =
        text.startsWith("[") && isArray(node) ? new Value.Json(text) : new Value.Text(text);
    String problem = writer.write(List.of(new Order(node, value))).getFirst();
    return problem == null ? Answers.result("value", new Value.Text(text)) : Answers.error(problem);
  }

  /** Whether values of the node have one dimension or more (Part 3, 5.6.2). */
  private boolean isArray(NodeId node) throws IOException, InterruptedException {
    DataValue rank =
        services.read(List.of(Services.attribute(node, AttributeId.ValueRank))).getFirst();
    return rank.value().value() instanceof Integer dimensions && dimensions >= 0;
  }

  /** The search for what a command names, in one device after the other. */
  private final class Search {

    private final List<PlannedDevice> devices;
    private final NodeFinder finder;

    Search(List<PlannedDevice> devices) throws IOException, InterruptedException {
      this.devices = devices;
      this.finder = new NodeFinder(services);
    }

    /** A node id, a key of the device, or a path; null if it is nothing that is there. */
    @Nullable NodeId node(String text) throws IOException, InterruptedException {
      Optional<NodeIdText> id = NodeIdText.parse(text);
      if (id.isPresent()) {
        NodeId node = finder.find(new Wanted(NodeId.NULL_VALUE, id.get())).first();
        return node == null || !exists(node) ? null : node;
      }
      for (PlannedDevice device : devices) {
        NodeId node = device.nodeOf(text);
        NodeReference written = device.mapping().updates().get(text);
        if (node == null && written != null) {
          node = finder.find(new Wanted(device.node(), written)).first();
        }
        if (node != null) {
          return node;
        }
      }
      return byPath(text);
    }

    private @Nullable NodeId byPath(String text) throws IOException, InterruptedException {
      for (PlannedDevice device : devices) {
        Found found = finder.find(new Wanted(device.node(), NodeReference.parse(text)));
        if (found.nodes().size() == 1) {
          return found.nodes().getFirst();
        }
      }
      return null;
    }

    String problem(String text) throws IOException, InterruptedException {
      if (NodeIdText.parse(text).isPresent()) {
        return "there is no node " + text;
      }
      Found found = finder.find(new Wanted(devices.getFirst().node(), NodeReference.parse(text)));
      return found.problem() == null
          ? text + " fits " + found.nodes().size() + " nodes"
          : found.problem();
    }

    private boolean exists(NodeId node) throws IOException, InterruptedException {
      return services
          .read(List.of(Services.attribute(node, AttributeId.NodeClass)))
          .getFirst()
          .statusCode()
          .isGood();
    }
  }
}
