package io.tidegate.connector.modbus.server;

import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.connector.modbus.config.ServerConfig;
import io.tidegate.connector.modbus.config.Transport;
import io.tidegate.connector.modbus.down.Directory;
import io.tidegate.connector.modbus.wire.Listener;
import io.tidegate.connector.modbus.wire.Listeners;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.data.Device;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntPredicate;

/**
 * The port that others come to. What they have written outlives the session: a serial port that is
 * unplugged does not make registers forget.
 */
public final class ModbusServerEndpoint implements Endpoint {

  private final ServerConfig config;
  private final Directory directory;
  private final WireSettings settings;
  private final ServedTags tags;
  private final Answers answers;

  /** The endpoint of the {@code slave} object. */
  public ModbusServerEndpoint(ServerConfig config, Directory directory) {
    this.config = config;
    this.directory = directory;
    this.settings = ServerPort.settings(config);
    this.tags = new ServedTags(config);
    this.answers = new Answers(tags.memory(), new Identification(config.identity()), units());
  }

  /**
   * On a serial line others answer for the other units; elsewhere nobody else does, and clients use
   * 0, 1 or 255 as they like.
   */
  private IntPredicate units() {
    int own = config.unitId();
    return config.type() == Transport.SERIAL && own != 0
        ? unit -> unit == own || unit == 0
        : unit -> true;
  }

  @Override
  public String name() {
    return "server " + settings.place();
  }

  @Override
  public Session open(UplinkSink sink) throws IOException, InterruptedException {
    Listener listener = Listeners.open(settings, answers);
    if (!config.sendDataToThingsBoard()) {
      return new ServingSession(listener);
    }
    Changes changes = new Changes();
    OwnUnit unit = new OwnUnit(config.unitId(), config.deviceName(), tags.orders(), answers);
    tags.memory()
        .watch((table, address, count) ->
            ModbusServerSession.note(tags.reported(), table, address, count, changes));
    return new ModbusServerSession(
        new Device(config.deviceName(), config.deviceType()),
        Duration.ofMillis(config.pollPeriod()),
        tags,
        listener,
        changes,
        new ServerDownlinks(tags, unit, directory, config.line()),
        sink);
  }
}
