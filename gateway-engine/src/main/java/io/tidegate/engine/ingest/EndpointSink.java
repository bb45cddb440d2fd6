package io.tidegate.engine.ingest;

import io.tidegate.connector.Missed;
import io.tidegate.connector.Platform;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.Device;
import io.tidegate.engine.downlink.Outlet;
import io.tidegate.engine.report.Source;
import io.tidegate.engine.supervise.ConnectionState;
import io.tidegate.engine.supervise.ConnectionState.Online;
import io.tidegate.engine.supervise.EndpointListener;
import java.util.List;

/** What the sessions of one endpoint hand over to. To be told of the endpoint's states. */
public final class EndpointSink implements UplinkSink, EndpointListener, AutoCloseable {

  private final ConnectorIngest ingest;
  private final Outlet outlet;

  private volatile Source source = new Source();

  EndpointSink(ConnectorIngest ingest, Outlet outlet) {
    this.ingest = ingest;
    this.outlet = outlet;
  }

  @Override
  public void accept(List<Report> reports) throws InterruptedException {
    ingest.accept(reports, source, outlet);
  }

  @Override
  public void rejected(Rejection rejection) {
    ingest.rejected(rejection);
  }

  @Override
  public void missed(Missed missed) {
    ingest.missed(missed);
  }

  @Override
  public void online(Device device) {
    ingest.online(device, outlet);
  }

  @Override
  public void offline(Device device) {
    ingest.offline(device);
  }

  @Override
  public Platform platform() {
    return ingest.platform();
  }

  @Override
  public void opened(Session session) {
    outlet.opened(session);
  }

  @Override
  public void closed() {
    outlet.closed();
  }

  /** The endpoint is gone for good. */
  @Override
  public void close() {
    outlet.retire();
  }

  /** The values of a session that has ended are not repeated: nobody reads them any more. */
  @Override
  public void changed(ConnectionState from, ConnectionState to) {
    if (from instanceof Online) {
      source.end();
      source = new Source();
    }
  }
}
