package io.tidegate.connector;

import io.tidegate.config.ConfigNode;
import java.nio.file.Path;
import java.util.List;

/**
 * A protocol the gateway speaks to the field. Knows no configuration or connection, and is found
 * with {@link java.util.ServiceLoader}.
 *
 * @param <C> the configuration: a record whose components, defaults and checks are also the source
 *     of the JSON Schema, the reference page and the form in the web UI.
 */
public interface Connector<C extends Record> {

  /** The name users write in configuration, such as {@code modbus}. */
  String type();

  /** The record that configuration is read into. */
  Class<C> configType();

  /**
   * Turns a file of an older format into today's; a node that is moved keeps its place. Does no
   * I/O. A file of today's format is returned as it is.
   */
  default ConfigNode.ObjectNode migrate(ConfigNode.ObjectNode file) {
    return file;
  }

  /** Turns valid configuration into the connections it asks for. Does no I/O. */
  List<Endpoint> endpoints(C config);

  /**
   * The same, for a connector that keeps files of its own, such as certificates that it trusts.
   *
   * @param folder where the configuration is, and where relative names of such files begin.
   */
  default List<Endpoint> endpoints(C config, Path folder) {
    return endpoints(config);
  }
}
