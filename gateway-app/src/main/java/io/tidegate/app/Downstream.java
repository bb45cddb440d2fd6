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
  private final OwnAttributes own;

  /** Takes shared attributes of the gateway that have changed; must return at once. */
  @FunctionalInterface
  interface OwnAttributes {
    void changed(Map<String, Value> values, List<String> deleted);
  }

  Downstream(DownlinkRouter router, GatewayRpc rpc, OwnAttributes own) {
    this.router = router;
    this.rpc = rpc;
    this.own = own;
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
    own.changed(values, deleted);
  }
}
