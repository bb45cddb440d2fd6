package io.tidegate.app;

import io.tidegate.app.telemetry.OwnChannel;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.engine.deliver.DeliveryLoop;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The way of the gateway's own data to the platform, past the log: it is about now. */
record PlatformChannel(DeliveryLoop delivery) implements OwnChannel {

  @Override
  public Outcome tell(List<OwnTelemetry> moments) throws IOException, InterruptedException {
    return delivery.tellOwn(moments);
  }

  @Override
  public Outcome tellAttributes(List<DataPoint> points) throws IOException, InterruptedException {
    return delivery.tellOwnAttributes(points);
  }

  @Override
  public Map<String, Value> shared(List<String> names) throws IOException, InterruptedException {
    return delivery.ownAttributes(names);
  }
}
