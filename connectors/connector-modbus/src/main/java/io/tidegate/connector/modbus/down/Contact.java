package io.tidegate.connector.modbus.down;

/** A configured unit of a live line. */
public interface Contact extends Asker {

  /** Its address on the line. */
  int id();

  /** The name of its device. */
  String name();

  /** What may be asked of it by name. */
  UnitCommands commands();
}
