package io.tidegate.connector.modbus.wire;

import java.io.IOException;

/** Serves the client of a serial line. */
final class SerialListener implements Listener {

  private final WireSettings settings;
  private final Service service;
  private final Link link;
  private final Ending ending = new Ending();

  private SerialListener(WireSettings settings, Service service, Link link) {
    this.settings = settings;
    this.service = service;
    this.link = link;
  }

  static Listener open(WireSettings settings, Service service) throws IOException {
    Link link = SerialLink.open(settings);
    SerialListener listener = new SerialListener(settings, service, link);
    link.thread().name("modbus server " + settings.place()).start(listener::serve);
    return listener;
  }

  private void serve() {
    try {
      service.serve(
          link, RequestReader.of(settings.framing()), Quiet.of(settings), settings.place());
      ending.failed(new IOException(settings.place() + " is gone"));
    } catch (IOException e) {
      ending.failed(e);
    } finally {
      link.close();
    }
  }

  @Override
  public int port() {
    return 0;
  }

  @Override
  public void awaitEnd() throws IOException, InterruptedException {
    ending.await();
  }

  @Override
  public void close() {
    ending.reached();
    link.close();
  }
}
