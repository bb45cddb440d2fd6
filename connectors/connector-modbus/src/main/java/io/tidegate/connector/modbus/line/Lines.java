package io.tidegate.connector.modbus.line;

import io.tidegate.connector.modbus.down.Directory;
import io.tidegate.support.Alarms;

/** What the lines of a connector share. */
record Lines(Directory directory, Alarms alarms, Gathering gathering) {

  static Lines with(Directory directory) {
    Alarms alarms = new Alarms("modbus-alarms");
    return new Lines(directory, alarms, new SharedGathering(alarms));
  }
}
