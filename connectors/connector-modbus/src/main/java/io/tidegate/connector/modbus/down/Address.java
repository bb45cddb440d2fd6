package io.tidegate.connector.modbus.down;

import org.jspecify.annotations.Nullable;

/**
 * Which unit a request to the connector is for, as far as it says.
 *
 * @param line as {@link io.tidegate.connector.modbus.config.UnitConfig#line}.
 */
record Address(@Nullable String name, @Nullable Integer id, @Nullable String line) {

  /** Whether it says more than a number that units of several lines may have. */
  boolean isSpecific() {
    return name != null || line != null;
  }

  boolean isMet(Directory.Entry entry) {
    return (name == null || name.equals(entry.name()))
        && (id == null || id == entry.id())
        && (line == null || line.equals(entry.line()));
  }

  /** For people. */
  @Override
  public String toString() {
    String unit = id == null ? "" : "unit " + id;
    String place = line == null ? "" : " at " + line;
    return name == null ? (unit + place).strip() : name;
  }
}
