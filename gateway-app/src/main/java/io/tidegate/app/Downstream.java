package io.tidegate.app;

import io.tidegate.app.rpc.GatewayRpc;
import io.tidegate.connector.Downlink.ToDevice;
import io.tidegate.data.Value;
import io.tidegate.engine.downlink.DownlinkRouter;
import io.tidegate.uplink.DownlinkHandler;
import java.util.List;
import java.util.Map;

/** What comes from the platform, to those who deal with it. */
final class Downstream implements DownlinkHandler {

  private final DownlinkRouter router;
  private final GatewayRpc rpc;

  Downstream(DownlinkRouter router, GatewayRpc rpc) {
    this.router = router;
    this.rpc = rpc;
  }

  @Override
  public void toDevice(ToDevice request, Answer answer) {
    router.toDevice(request, answer);
  }

  @Override
  public void toGateway(GatewayRequest request, Answer answer) {
    rpc.call(request, answer);
  }

  @Override
  public void ownAttributes(Map<String, Value> values, List<String> deleted) {
    // What can be changed from the platform comes with the remote configuration.
  }
}
