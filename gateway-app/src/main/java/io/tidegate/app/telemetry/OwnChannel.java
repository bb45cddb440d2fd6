package io.tidegate.app.telemetry;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The way of the gateway's own data; every method throws while there is no connection. */
public interface OwnChannel {

  /** Sends time series and waits for the answer. */
  Outcome tell(List<OwnTelemetry> moments) throws IOException, InterruptedException;

  /** Sends attributes and waits for the answer. */
  Outcome tellAttributes(List<DataPoint> points) throws IOException, InterruptedException;

  /** Asks for shared attributes of the gateway. */
  Map<String, Value> shared(List<String> names) throws IOException, InterruptedException;
}
