package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.plan.Plan;
import java.io.IOException;

/** Reads the tags of a plan until the server is away for too long. */
public interface Reader {

  /**
   * Reads.
   *
   * @throws IOException if the server can't be reached any more.
   */
  void run() throws IOException, InterruptedException;

  /** Goes on with another plan. From any thread. */
  void adopt(Plan plan);

  /** Whether there are tags whose nodes should be looked for again soon. */
  boolean hasTrouble();
}
