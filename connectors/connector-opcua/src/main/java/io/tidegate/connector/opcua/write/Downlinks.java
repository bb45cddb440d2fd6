package io.tidegate.connector.opcua.write;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.opcua.address.NodeReference;
import io.tidegate.connector.opcua.config.MethodConfig;
import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.Services;
import io.tidegate.connector.opcua.plan.NodeFinder;
import io.tidegate.connector.opcua.plan.NodeFinder.Found;
import io.tidegate.connector.opcua.plan.NodeFinder.Wanted;
import io.tidegate.connector.opcua.plan.Plan;
import io.tidegate.connector.opcua.plan.PlannedDevice;
import io.tidegate.connector.opcua.value.DataTypes;
import io.tidegate.connector.opcua.value.ValueConverter;
import io.tidegate.connector.opcua.write.MethodCaller.Given;
import io.tidegate.connector.opcua.write.Writer.Order;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Carries out what the platform asks for. Safe for several threads. */
public final class Downlinks {

  private final Services services;
  private final Supplier<Plan> plan;
  private final Writer writer;
  private final MethodCaller caller;
  private final ReservedRpc reserved;

  /** On a server, for the devices of the plan of the moment. */
  public Downlinks(ServerLink link, ValueConverter values, Supplier<Plan> plan) {
    this.services = link.services();
    this.plan = plan;
    DataTypes types = new DataTypes(services);
    this.writer = new Writer(services, types);
    this.caller =
        new MethodCaller(services, types, values, link.client().getStaticEncodingContext());
    this.reserved = new ReservedRpc(services, writer, values);
  }

  /** Carries out a request. */
  public Reply handle(Downlink request) throws IOException, InterruptedException {
    return switch (request) {
      case AttributeUpdate update -> update(update);
      case RpcRequest rpc -> answer(rpc);
      case ConnectorRequest rpc -> callAll(rpc);
    };
  }

  /** What the server refuses as a whole is answered as what it refuses of one node. */
  private Reply answer(RpcRequest rpc) throws IOException, InterruptedException {
    try {
      return call(rpc);
    } catch (FaultException e) {
      return Answers.error(refusal(e));
    }
  }

  private static String refusal(FaultException fault) throws FaultException {
    if (!fault.isAnswer() || fault.isEndOfSession()) {
      throw fault;
    }
    return String.valueOf(fault.getMessage());
  }

  /** The shared attributes that are written to nodes of a device. */
  public List<String> sharedAttributes(Device device) {
    Set<String> names = new LinkedHashSet<>();
    plan.get().of(device).forEach(planned -> names.addAll(planned.mapping().updates().keySet()));
    return List.copyOf(names);
  }

  private Reply update(AttributeUpdate update) throws IOException, InterruptedException {
    List<PlannedDevice> devices = plan.get().of(update.device());
    if (devices.isEmpty()) {
      return new Reply.Unsupported();
    }
    NodeFinder finder = new NodeFinder(services);
    List<String> names = new ArrayList<>();
    List<Order> orders = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (PlannedDevice device : devices) {
      for (var value : update.values().entrySet()) {
        NodeReference reference = device.mapping().updates().get(value.getKey());
        if (reference != null && !value.getValue().equals(MethodArguments.NULL)) {
          try {
            orders.add(new Order(only(finder, device, reference), value.getValue()));
            names.add(value.getKey());
          } catch (RefusedCallException e) {
            problems.add(value.getKey() + ": " + e.getMessage());
          }
        }
      }
    }
    List<@Nullable String> results = writer.write(orders);
    for (int i = 0; i < results.size(); i++) {
      String problem = results.get(i);
      if (problem != null) {
        problems.add(names.get(i) + ": " + problem);
      }
    }
    return problems.isEmpty() ? new Reply.Done() : new Reply.Failed(String.join("; ", problems));
  }

  private static NodeId only(NodeFinder finder, PlannedDevice device, NodeReference reference)
      throws IOException, InterruptedException, RefusedCallException {
    Found found = finder.find(new Wanted(device.node(), reference));
    if (found.nodes().size() != 1) {
      throw new RefusedCallException(
          found.problem() == null
              ? reference + " fits " + found.nodes().size() + " nodes"
              : found.problem());
    }
    return found.nodes().getFirst();
  }

  private Reply call(RpcRequest rpc) throws IOException, InterruptedException {
    List<PlannedDevice> devices = plan.get().of(rpc.device());
    if (devices.isEmpty()) {
      return new Reply.Unsupported();
    }
    return switch (rpc.method().toLowerCase(Locale.ROOT)) {
      case "get" -> reserved.get(devices, rpc.params());
      case "set" -> reserved.set(devices, rpc.params());
      default -> callMethod(devices, rpc);
    };
  }

  private Reply callMethod(List<PlannedDevice> devices, RpcRequest rpc)
      throws IOException, InterruptedException {
    for (PlannedDevice device : devices) {
      MethodConfig method = device.mapping().method(rpc.method());
      if (method != null) {
        return call(device, method, rpc);
      }
    }
    return Answers.error("Requested rpc method is not found in config");
  }

  private Reply call(PlannedDevice device, MethodConfig method, RpcRequest rpc)
      throws IOException, InterruptedException {
    List<Given> arguments;
    try {
      arguments = MethodArguments.of(method, rpc.params());
    } catch (RefusedCallException e) {
      return Answers.complaint(String.valueOf(e.getMessage()));
    }
    try {
      return Answers.result("result", caller.call(device.node(), method.method(), arguments));
    } catch (RefusedCallException e) {
      return Answers.error(String.valueOf(e.getMessage()));
    }
  }

  private Reply callAll(ConnectorRequest rpc) throws IOException, InterruptedException {
    List<Given> arguments;
    try {
      arguments = MethodArguments.ofConnector(rpc.params());
    } catch (RefusedCallException e) {
      return Answers.complaint(String.valueOf(e.getMessage()));
    }
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    for (PlannedDevice device : plan.get().devices()) {
      String name = device.device().name();
      try {
        answers.add(
            Answers.ofDevice(name, "result", caller.call(device.node(), rpc.method(), arguments)));
      } catch (RefusedCallException e) {
        answers.add(
            Answers.ofDevice(name, "error", new Value.Text(String.valueOf(e.getMessage()))));
      } catch (FaultException e) {
        answers.add(Answers.ofDevice(name, "error", new Value.Text(refusal(e))));
      }
    }
    return answers.isEmpty()
        ? new Reply.Failed("no device was found on the server")
        : Answers.answered(answers);
  }
}
