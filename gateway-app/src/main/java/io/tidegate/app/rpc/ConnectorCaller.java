package io.tidegate.app.rpc;

import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.uplink.DownlinkHandler.Answer;

/** Brings a request to a connector; returns at once, and there is exactly one answer. */
@FunctionalInterface
public interface ConnectorCaller {

  void call(String connector, ConnectorRequest request, Answer answer);
}
