package io.tidegate.connector.opcua.write;

import io.tidegate.connector.opcua.link.Services;
import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.connector.opcua.value.DataTypes;
import io.tidegate.connector.opcua.value.TypeCast;
import io.tidegate.connector.opcua.value.UnfitValueException;
import io.tidegate.data.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.jspecify.annotations.Nullable;

/** Writes values to nodes, each as one of the node's own type. Safe for several threads. */
final class Writer {

  private final Services services;
  private final DataTypes types;

  Writer(Services services, DataTypes types) {
    this.services = services;
    this.types = types;
  }

  /** A value for a node. */
  record Order(NodeId node, Value value) {}

  /** What became of each: null if it was written, else the reason. */
  List<@Nullable String> write(List<Order> orders) throws IOException, InterruptedException {
    List<@Nullable OpcUaDataType> known =
        types.ofVariables(orders.stream().map(Order::node).toList());
    List<@Nullable String> problems = new ArrayList<>(orders.size());
    List<Integer> places = new ArrayList<>(orders.size());
    List<WriteValue> writes = new ArrayList<>(orders.size());
    for (int i = 0; i < orders.size(); i++) {
      try {
        writes.add(order(orders.get(i), known.get(i)));
        places.add(i);
        problems.add(null);
      } catch (UnfitValueException e) {
        problems.add(e.getMessage());
      }
    }
    List<StatusCode> results = services.write(writes);
    for (int i = 0; i < results.size(); i++) {
      if (!results.get(i).isGood()) {
        problems.set(places.get(i), Statuses.name(results.get(i)));
      }
    }
    return problems;
  }

  /** Servers refuse a status or a time more often than they want one. */
  private static WriteValue order(Order order, @Nullable OpcUaDataType type)
      throws UnfitValueException {
    Variant variant = TypeCast.cast(order.value, type);
    return new WriteValue(order.node, AttributeId.Value.uid(), null, DataValue.valueOnly(variant));
  }
}
