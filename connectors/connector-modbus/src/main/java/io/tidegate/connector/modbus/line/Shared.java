package io.tidegate.connector.modbus.line;

import io.tidegate.connector.modbus.down.Directory;
import io.tidegate.support.Alarms;

/** What the lines of a connector share. */
record Shared(Directory directory, Beat beat, Alarms alarms, Gathering gathering) {

  static Shared with(Directory directory, Beat beat) {
    Alarms alarms = new Alarms("modbus-alarms");
    return new Shared(directory, beat, alarms, new Gathering(alarms));
  }
}
