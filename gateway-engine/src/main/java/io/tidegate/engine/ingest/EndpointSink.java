package io.tidegate.engine.ingest;

import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.Device;
import io.tidegate.engine.report.Source;
import io.tidegate.engine.supervise.ConnectionListener;
import io.tidegate.engine.supervise.ConnectionState;
import io.tidegate.engine.supervise.ConnectionState.Online;
import java.util.List;

/** What the sessions of one endpoint hand over to. To be told of the endpoint's states. */
public final class EndpointSink implements UplinkSink, ConnectionListener {

  private final ConnectorIngest ingest;

  private volatile Source source = new Source();

  EndpointSink(ConnectorIngest ingest) {
    this.ingest = ingest;
  }

  @Override
  public void accept(List<Report> reports) throws InterruptedException {
    ingest.accept(reports, source);
  }

  @Override
  public void rejected(Rejection rejection) {
    ingest.rejected(rejection);
  }

  @Override
  public void online(Device device) {
    ingest.online(device);
  }

  @Override
  public void offline(Device device) {
    ingest.offline(device);
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
