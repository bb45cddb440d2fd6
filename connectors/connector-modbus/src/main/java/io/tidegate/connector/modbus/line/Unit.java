package io.tidegate.connector.modbus.line;

import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.modbus.config.UnitConfig;
import io.tidegate.connector.modbus.down.UnitCommands;
import io.tidegate.connector.modbus.plan.Gaps;
import io.tidegate.data.Device;
import java.time.Duration;
import java.util.List;

/**
 * A unit as it is configured, worked out.
 *
 * @param id its address on the line.
 * @param rest what the line rests before it is asked.
 */
record Unit(
    int id,
    Device device,
    List<TagGroup> groups,
    ReportStrategies strategies,
    UnitCommands commands,
    Gaps gaps,
    Health.Terms terms,
    Duration rest) {

  private static final String USUAL_PROFILE = "default";

  static Unit of(UnitConfig config, LineKind kind) {
    Tags tags = new Tags(config);
    return new Unit(
        config.unitId(),
        new Device(
            config.deviceName(),
            config.deviceType().isBlank() ? USUAL_PROFILE : config.deviceType()),
        tags.groups(),
        tags.strategies(),
        UnitCommands.of(config),
        kind.gaps(config),
        kind.terms(config),
        Duration.ofMillis(config.delayBetweenRequestsMs()));
  }

  /** Where a tag is, for people. */
  String place(Tag tag) {
    return "%s, %s %d".formatted(device.name(), tag.span().table(), tag.span().first());
  }

  /** Where a request reads, for people. */
  String place(Request request) {
    return device.name() + ", " + request.place();
  }
}
