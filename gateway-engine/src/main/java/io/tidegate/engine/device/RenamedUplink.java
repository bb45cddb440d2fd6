package io.tidegate.engine.device;

import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Downlink.ToDevice;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.DownlinkHandler;
import io.tidegate.uplink.Uplink;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An uplink to a platform that calls some devices otherwise than they call themselves. */
public final class RenamedUplink implements Uplink {

  private final Uplink uplink;
  private final Renamings renamings;

  /** Exchanges the names on the way to the given uplink. */
  public RenamedUplink(Uplink uplink, Renamings renamings) {
    this.uplink = uplink;
    this.renamings = renamings;
  }

  @Override
  public String name() {
    return uplink.name();
  }

  @Override
  public Delivery open(DownlinkHandler downlinks) throws IOException, InterruptedException {
    return new RenamedDelivery(uplink.open(new RenamedDownlinks(downlinks)), renamings);
  }

  /** Whoever answers a request gives no name, so the reply goes to the one that it came for. */
  private final class RenamedDownlinks implements DownlinkHandler {

    private final DownlinkHandler handler;

    RenamedDownlinks(DownlinkHandler handler) {
      this.handler = handler;
    }

    @Override
    public void toDevice(ToDevice request, Answer answer) {
      handler.toDevice(
          switch (request) {
            case AttributeUpdate(var device, var values, var deleted) ->
                new AttributeUpdate(own(device), values, deleted);
            case RpcRequest(var device, var id, var method, var params, var timeLimit) ->
                new RpcRequest(own(device), id, method, params, timeLimit);
          },
          answer);
    }

    @Override
    public void toGateway(GatewayRequest request, Answer answer) {
      handler.toGateway(request, answer);
    }

    @Override
    public void ownAttributes(Map<String, Value> values, List<String> deleted) {
      handler.ownAttributes(values, deleted);
    }

    private Device own(Device device) {
      return new Device(renamings.own(device.name()), device.profile());
    }
  }
}
