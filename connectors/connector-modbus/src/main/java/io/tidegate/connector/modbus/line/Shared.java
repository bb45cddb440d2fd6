package io.tidegate.connector.modbus.line;

import io.tidegate.connector.modbus.down.Directory;
import io.tidegate.support.Alarms;

/** What the lines of a connector share. */
record Shared(Directory directory, Alarms alarms, Gathering gathering) {

  static Shared with(Directory directory) {
    Alarms alarms = new Alarms("modbus-alarms");
    return new Shared(directory, alarms, new Gathering(alarms));
  }
}
