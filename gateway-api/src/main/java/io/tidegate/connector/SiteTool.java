package io.tidegate.connector;

import java.io.PrintWriter;
import java.util.List;

/**
 * What an engineer can try on site from the command line, such as {@code tidegate modbus read}: it
 * speaks to the field alone, beside a gateway or without one. Found with {@link
 * java.util.ServiceLoader}.
 */
public interface SiteTool {

  /** The name of the command: the connector's type. */
  String type();

  /** What it does, in one line for the list of commands. */
  String summary();

  /**
   * Does what the arguments say; {@code --help} among them, or none at all, prints what there is.
   *
   * @param arguments what follows the command's name.
   * @return the exit code: 0 if it was done, 1 if it failed, 2 if the arguments are wrong.
   * @throws InterruptedException if the user ends it.
   */
  int run(List<String> arguments, PrintWriter out, PrintWriter err) throws InterruptedException;
}
