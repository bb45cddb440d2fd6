package io.tidegate.connector.modbus.server;

import io.tidegate.connector.Session;
import io.tidegate.connector.modbus.wire.Listener;
import java.io.IOException;

/** An open port of a server that reports nothing. */
record ServingSession(Listener listener) implements Session {

  @Override
  public void run() throws IOException, InterruptedException {
    listener.awaitEnd();
    throw new IOException("closed");
  }

  @Override
  public void close() {
    listener.close();
  }
}
