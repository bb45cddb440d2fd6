package io.tidegate.testkit;

import io.tidegate.connector.Downlink.ToDevice;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.uplink.DownlinkHandler;
import java.util.List;
import java.util.Map;

/** For tests in which nothing goes down. */
public final class NoDownlinks implements DownlinkHandler {

  @Override
  public void toDevice(ToDevice request, Answer answer) {
    answer.reply(new Reply.Unsupported());
  }

  @Override
  public void toGateway(GatewayRequest request, Answer answer) {
    answer.reply(new Reply.Unsupported());
  }

  @Override
  public void ownAttributes(Map<String, Value> values, List<String> deleted) {}
}
