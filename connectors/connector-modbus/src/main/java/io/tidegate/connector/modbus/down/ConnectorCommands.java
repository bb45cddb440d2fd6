package io.tidegate.connector.modbus.down;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.connector.ConversionException;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.modbus.codec.UnfitValueException;
import io.tidegate.connector.modbus.config.Orders;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.Wire;
import io.tidegate.connector.modbus.wire.Wires;
import io.tidegate.data.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Methods of the connector. They say which unit they mean: by its device's name, or by its line and
 * address; a unit that is not configured is asked too. A read that says nothing is for all units; a
 * write is for one.
 */
final class ConnectorCommands {

  private final Directory directory;
  private final String line;
  private final Contacts contacts;

  ConnectorCommands(Directory directory, String line, Contacts contacts) {
    this.directory = directory;
    this.line = line;
    this.contacts = contacts;
  }

  Reply handle(ConnectorRequest request) throws IOException, InterruptedException {
    try {
      Parameters parameters = Parameters.of(request.params());
      AdHoc adHoc = new AdHoc(parameters);
      Address address = adHoc.address();
      List<Directory.Entry> meant = directory.find(address);
      List<Directory> neighbours = directory.neighbours(parameters);
      long elsewhere = neighbours.stream().mapToLong(each -> each.find(address).size()).sum();
      if (meant.size() + elsewhere > 1 && !parameters.isRead()) {
        return once(
            request,
            "several units may be meant, and only one is written: say which by deviceName, or by"
                + " host, port and unitId");
      }
      if (!meant.isEmpty()) {
        return configured(request, parameters, meant);
      }
      String place = address.line();
      boolean isTheirs =
          elsewhere > 0
              || (place != null && neighbours.stream().anyMatch(each -> each.isLive(place)));
      return isTheirs ? new Reply.Unsupported() : unconfigured(request, parameters, adHoc);
    } catch (UnfitCommandException e) {
      return new Reply.Failed(String.valueOf(e.getMessage()));
    } catch (ConfigurationException e) {
      // Certificates that can't be used.
      return new Reply.Failed(String.valueOf(e.getMessage()));
    }
  }

  private Reply configured(
      ConnectorRequest request, Parameters parameters, List<Directory.Entry> meant)
      throws IOException, InterruptedException, UnfitCommandException {
    List<String> entries = new ArrayList<>();
    for (Directory.Entry entry : meant) {
      for (Contact unit : contacts.units()) {
        if (entry.line().equals(line)
            && entry.id() == unit.id()
            && entry.name().equals(unit.name())) {
          Orders orders = unit.commands().orders();
          entries.add(Bodies.entry(unit.name(), result(parameters, orders, unit)));
        }
      }
    }
    if (!entries.isEmpty()) {
      return answer(entries);
    }
    return meant.stream().anyMatch(entry -> directory.isLive(entry.line()))
        ? new Reply.Unsupported()
        : once(request, meant.getFirst().name() + " is not connected");
  }

  private Reply unconfigured(ConnectorRequest request, Parameters parameters, AdHoc adHoc)
      throws IOException, InterruptedException, UnfitCommandException {
    Address address = adHoc.address();
    String place = address.line();
    if (place == null) {
      return once(request, "there is no unit " + address);
    }
    int id = parameters.number("unitId", 0, 255);
    String name = address.name() == null ? "unit %d at %s".formatted(id, place) : address.name();
    if (place.equals(line)) {
      return answer(
          List.of(Bodies.entry(name, result(parameters, adHoc.orders(), contacts.stranger(id)))));
    }
    if (directory.isConfigured(place)) {
      return directory.isLive(place)
          ? new Reply.Unsupported()
          : once(request, place + " is not connected");
    }
    return directory.claims(request)
        ? elsewhere(parameters, adHoc, id, name)
        : new Reply.Unsupported();
  }

  /** On a connection of its own. */
  private Reply elsewhere(Parameters parameters, AdHoc adHoc, int id, String name)
      throws IOException, InterruptedException, UnfitCommandException {
    Duration timeout = adHoc.timeout();
    try (Wire wire = Wires.open(adHoc.settings(directory))) {
      Asker unit = pdu -> wire.exchange(id, pdu, timeout);
      return answer(List.of(Bodies.entry(name, result(parameters, adHoc.orders(), unit))));
    }
  }

  private static String result(Parameters parameters, Orders orders, Asker unit)
      throws IOException, InterruptedException, UnfitCommandException {
    Command command = parameters.command(orders);
    Value value = parameters.value();
    try {
      return Bodies.json(command.run(unit, value));
    } catch (UnitException | UnfitValueException | ConversionException e) {
      return Bodies.errorObject(String.valueOf(e.getMessage()));
    }
  }

  private static Reply answer(List<String> entries) {
    return new Reply.Answered(new Value.Json("[" + String.join(",", entries) + "]"));
  }

  /** Told by one line only. */
  private Reply once(ConnectorRequest request, String reason) {
    return directory.claims(request) ? new Reply.Failed(reason) : new Reply.Unsupported();
  }
}
