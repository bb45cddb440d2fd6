package io.tidegate.thingsboard;

import java.io.IOException;

/** Where a packer's messages go, and how large they may be. */
interface MessageSink {

  /** Takes a message; blocks while it may not go on the wire. */
  void accept(byte[] payload, int points) throws IOException, InterruptedException;

  /** Something that fits into no message is left out. */
  void refuse(String reason);

  /** The bytes that a message may have. */
  int maxBytes();

  /** The data points that a message may have. */
  int maxPoints();
}
