package io.tidegate.connector.modbus.server;

import io.tidegate.connector.ConversionException;
import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.modbus.codec.UnfitValueException;
import io.tidegate.connector.modbus.down.Asker;
import io.tidegate.connector.modbus.down.Contact;
import io.tidegate.connector.modbus.down.Contacts;
import io.tidegate.connector.modbus.down.Directory;
import io.tidegate.connector.modbus.down.Downlinks;
import io.tidegate.connector.modbus.server.ServedTags.Command;
import io.tidegate.connector.modbus.server.ServedTags.Getting;
import io.tidegate.connector.modbus.server.ServedTags.Setting;
import io.tidegate.connector.modbus.wire.UnitException.NoAnswer;
import io.tidegate.data.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the platform does with the server's memory. Safe for several threads. */
final class ServerDownlinks implements Contacts {

  private final ServedTags tags;
  private final OwnUnit unit;
  private final Directory directory;
  private final String line;
  private final Downlinks connector;

  /**
   * Creates it.
   *
   * @param line by which the directory knows the server.
   */
  ServerDownlinks(ServedTags tags, OwnUnit unit, Directory directory, String line) {
    this.tags = tags;
    this.unit = unit;
    this.directory = directory;
    this.line = line;
    this.connector = new Downlinks(directory, line, this);
  }

  /** The server is there from now on. */
  void opened() {
    directory.opened(line);
  }

  /** The server is gone. */
  void closed() {
    directory.closed(line);
  }

  @Override
  public List<Contact> units() {
    return List.of(unit);
  }

  /** On a serial line: who is a unit there asks no others. */
  @Override
  public Asker stranger(int id) {
    return request -> {
      throw new NoAnswer("unit %d: only unit %d is at this port".formatted(id, unit.id()));
    };
  }

  Reply handle(Downlink request) throws IOException, InterruptedException {
    return switch (request) {
      case AttributeUpdate update -> update(update.values());
      case RpcRequest rpc when Downlinks.isReserved(rpc) ->
          Downlinks.reserved(rpc, unit, tags.orders());
      case RpcRequest rpc -> call(rpc);
      case ConnectorRequest command -> connector.handle(command);
    };
  }

  private Reply update(Map<String, Value> values) {
    List<String> problems = new ArrayList<>();
    boolean isKnown = false;
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      for (Setting setting : tags.updates().getOrDefault(entry.getKey(), List.of())) {
        isKnown = true;
        try {
          set(setting, entry.getValue());
        } catch (UnfitValueException e) {
          problems.add(entry.getKey() + ": " + e.getMessage());
        }
      }
    }
    if (!isKnown) {
      return new Reply.Unsupported();
    }
    return problems.isEmpty() ? new Reply.Done() : new Reply.Failed(String.join("; ", problems));
  }

  private Reply call(RpcRequest rpc) {
    Command command = tags.methods().get(rpc.method());
    if (command == null) {
      return result(error("Method not found for " + rpc.device().name() + ": " + rpc.method()));
    }
    try {
      return switch (command) {
        case Setting setting -> {
          set(setting, rpc.params());
          yield result("{\"value\":" + json(rpc.params()) + "}");
        }
        case Getting getting -> {
          Value value = get(getting);
          yield result("{\"value\":" + (value == null ? "null" : json(value)) + "}");
        }
      };
    } catch (UnfitValueException | ConversionException e) {
      return result(error(String.valueOf(e.getMessage())));
    }
  }

  private void set(Setting setting, Value value) throws UnfitValueException {
    byte[] data = setting.encoder().encode(value).data();
    tags.memory().write(setting.table(), setting.address(), setting.encoder().objects(), data);
  }

  private @Nullable Value get(Getting getting) throws ConversionException {
    byte[] data =
        tags.memory().read(getting.table(), getting.address(), getting.decoder().objects());
    return getting.decoder().decode(data, 0);
  }

  private static Reply result(String json) {
    return new Reply.Answered(new Value.Json("{\"result\":" + json + "}"));
  }

  private static String error(String reason) {
    return "{\"error\":" + json(new Value.Text(reason)) + "}";
  }

  private static String json(Value value) {
    return switch (value) {
      case Value.Text(String text) -> JsonNodeFactory.instance.stringNode(text).toString();
      case Value.Json(String json) -> json;
      case Value.Bool(boolean truth) -> Boolean.toString(truth);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Real(double number) -> Double.toString(number);
    };
  }
}
