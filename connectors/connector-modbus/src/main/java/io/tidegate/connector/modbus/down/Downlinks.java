package io.tidegate.connector.modbus.down;

import io.tidegate.connector.ConversionException;
import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.modbus.codec.UnfitValueException;
import io.tidegate.connector.modbus.config.Orders;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries out requests of the platform on one live line. Safe for several threads. */
public final class Downlinks {

  private static final Duration USUAL_LIMIT = Duration.ofSeconds(5);
  private static final int MOST_LIMITS = 12;
  private static final Set<String> RESERVED = Set.of("get", "set");

  private final Contacts contacts;
  private final ConnectorCommands connector;

  /**
   * Creates it.
   *
   * @param line as {@link io.tidegate.connector.modbus.config.UnitConfig#line}.
   */
  public Downlinks(Directory directory, String line, Contacts contacts) {
    this.contacts = contacts;
    this.connector = new ConnectorCommands(directory, line, contacts);
  }

  /** As {@link io.tidegate.connector.Session#handle}. */
  public Reply handle(Downlink request) throws IOException, InterruptedException {
    return switch (request) {
      case AttributeUpdate update -> update(update);
      case RpcRequest rpc -> call(rpc);
      case ConnectorRequest command -> connector.handle(command);
    };
  }

  /** As {@link io.tidegate.connector.Session#timeLimit}. */
  public Duration timeLimit(Downlink request) {
    return switch (request) {
      case AttributeUpdate update -> {
        long writes =
            of(update.device()).stream()
                .flatMap(unit -> update.values().keySet().stream().map(unit.commands()::update))
                .mapToLong(List::size)
                .sum();
        yield USUAL_LIMIT.multipliedBy(Math.clamp(writes, 1, MOST_LIMITS));
      }
      case RpcRequest _, ConnectorRequest _ -> USUAL_LIMIT;
    };
  }

  /** As {@link io.tidegate.connector.Session#sharedAttributes}. */
  public List<String> sharedAttributes(Device device) {
    Set<String> names = new LinkedHashSet<>();
    of(device).forEach(unit -> names.addAll(unit.commands().attributes()));
    return List.copyOf(names);
  }

  private List<Contact> of(Device device) {
    return contacts.units().stream().filter(unit -> unit.name().equals(device.name())).toList();
  }

  /** What can't be written keeps nothing else from being written. */
  private Reply update(AttributeUpdate update) throws IOException, InterruptedException {
    int found = 0;
    List<String> failures = new ArrayList<>();
    for (Contact unit : of(update.device())) {
      for (Map.Entry<String, Value> attribute : update.values().entrySet()) {
        for (Command command : unit.commands().update(attribute.getKey())) {
          found++;
          try {
            var _ = command.run(unit, attribute.getValue());
          } catch (UnitException | UnfitValueException | ConversionException e) {
            failures.add(attribute.getKey() + ": " + e.getMessage());
          }
        }
      }
    }
    if (found == 0) {
      return new Reply.Unsupported();
    }
    return failures.isEmpty() ? new Reply.Done() : new Reply.Failed(String.join("; ", failures));
  }

  private Reply call(RpcRequest rpc) throws IOException, InterruptedException {
    List<Contact> units = of(rpc.device());
    if (units.isEmpty()) {
      return new Reply.Unsupported();
    }
    if (isReserved(rpc)) {
      return reserved(rpc, units.getFirst(), units.getFirst().commands().orders());
    }
    for (Contact unit : units) {
      Command command = unit.commands().method(rpc.method());
      if (command != null) {
        return run(command, unit, rpc.params());
      }
    }
    return RESERVED.contains(rpc.method())
        ? reserved(rpc, units.getFirst(), units.getFirst().commands().orders())
        : Bodies.error("Method not found for " + rpc.device().name() + ": " + rpc.method());
  }

  /** Whether a request is one of those that bring their address with them. */
  public static boolean isReserved(RpcRequest rpc) {
    return RESERVED.contains(rpc.method()) && Parameters.isAddressed(rpc.params());
  }

  /** Carries out a request that brings its address with it. */
  public static Reply reserved(RpcRequest rpc, Asker unit, Orders orders)
      throws IOException, InterruptedException {
    try {
      Parameters parameters = Parameters.of(rpc.params());
      if (parameters.isRead() != rpc.method().equals("get")) {
        return new Reply.Failed(
            "functionCode %s is not for %s"
                .formatted(parameters.text("functionCode"), rpc.method()));
      }
      return run(parameters.command(orders), unit, parameters.value());
    } catch (UnfitCommandException e) {
      return new Reply.Failed(String.valueOf(e.getMessage()));
    }
  }

  private static Reply run(Command command, Asker unit, Value value)
      throws IOException, InterruptedException {
    try {
      return Bodies.value(command.run(unit, value));
    } catch (UnitException.Refused e) {
      return Bodies.exception(String.valueOf(e.getMessage()));
    } catch (UnitException | UnfitValueException | ConversionException e) {
      return Bodies.error(String.valueOf(e.getMessage()));
    }
  }
}
