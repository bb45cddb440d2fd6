package io.tidegate.connector.opcua.secure;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/** Asks a server for its endpoints, which needs no security (OPC 10000-4, 5.4.1). */
record Discovery(
    String url, Consumer<OpcTcpClientTransportConfigBuilder> transport, long patienceMillis) {

  List<EndpointDescription> endpoints(ConnectFailures failures)
      throws IOException, InterruptedException {
    try {
      return ask(url);
    } catch (ExecutionException e) {
      if (!hasAnotherPlace(e)) {
        throw failures.explained(e);
      }
      return elsewhere(failures);
    } catch (TimeoutException e) {
      throw failures.explained(e);
    }
  }

  /** Where a server that refuses unsecured channels answers nevertheless, by convention. */
  private List<EndpointDescription> elsewhere(ConnectFailures failures)
      throws IOException, InterruptedException {
    try {
      return ask(url + (url.endsWith("/") ? "" : "/") + "discovery");
    } catch (ExecutionException | TimeoutException e) {
      throw failures.explained(e);
    }
  }

  private List<EndpointDescription> ask(String at)
      throws ExecutionException, TimeoutException, InterruptedException {
    return DiscoveryClient.getEndpoints(at, transport).get(patienceMillis, TimeUnit.MILLISECONDS);
  }

  private boolean hasAnotherPlace(ExecutionException failure) {
    long code = UaException.extractStatusCode(failure).map(StatusCode::getValue).orElse(0L);
    return !url.endsWith("/discovery")
        && (code == StatusCodes.Bad_SecurityPolicyRejected
            || code == StatusCodes.Bad_SecurityModeRejected
            || code == StatusCodes.Bad_TcpEndpointUrlInvalid);
  }
}
