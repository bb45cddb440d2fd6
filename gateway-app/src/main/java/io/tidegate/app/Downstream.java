package io.tidegate.app;

import io.tidegate.connector.Downlink.ToDevice;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.engine.downlink.DownlinkRouter;
import io.tidegate.uplink.DownlinkHandler;
import java.util.List;
import java.util.Map;

/** What comes from the platform, to those who deal with it. */
final class Downstream implements DownlinkHandler {

  private final DownlinkRouter router;
  private final OwnAttributes own;

  /** Takes shared attributes of the gateway that have changed; must return at once. */
  @FunctionalInterface
  interface OwnAttributes {
    void changed(Map<String, Value> values, List<String> deleted);
  }

  Downstream(DownlinkRouter router, OwnAttributes own) {
    this.router = router;
    this.own = own;
  }

  @Override
  public void toDevice(ToDevice request, Answer answer) {
    router.toDevice(request, answer);
  }

  @Override
  public void toGateway(GatewayRequest request, Answer answer) {
    answer.reply(new Reply.Unsupported());
  }

  @Override
  public void ownAttributes(Map<String, Value> values, List<String> deleted) {
    own.changed(values, deleted);
  }
}
