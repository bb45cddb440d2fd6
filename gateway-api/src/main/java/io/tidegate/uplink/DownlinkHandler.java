package io.tidegate.uplink;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;

/** What the gateway does with a request from the platform. */
@FunctionalInterface
public interface DownlinkHandler {

  Reply handle(Downlink request) throws InterruptedException;
}
