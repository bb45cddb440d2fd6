package io.tidegate.connector.modbus.down;

import java.util.List;

/** Who can be asked on a live line. */
public interface Contacts {

  /** The configured units. */
  List<Contact> units();

  /** Any other unit of the line. */
  Asker stranger(int id);
}
