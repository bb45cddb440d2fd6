package io.tidegate.connector.opcua.link;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionResponse;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the server lets the user in no more. The client library tries again each second,
 * which would lock the account.
 */
final class WatchedTransport extends OpcTcpClientTransport {

  /** A server that is being started may refuse once whom it knows a moment later. */
  private static final int MOST_REFUSALS = 2;

  private static final Set<Long> USER_IS_REFUSED =
      Set.of(
          StatusCodes.Bad_UserAccessDenied,
          StatusCodes.Bad_IdentityTokenRejected,
          StatusCodes.Bad_IdentityTokenInvalid,
          StatusCodes.Bad_UserSignatureInvalid);

  private final Runnable refused;
  private final AtomicInteger refusals = new AtomicInteger();

  WatchedTransport(OpcTcpClientTransportConfig config, Runnable refused) {
    super(config);
    this.refused = refused;
  }

  @Override
  public CompletableFuture<UaResponseMessageType> sendRequestMessage(UaRequestMessageType request) {
    CompletableFuture<UaResponseMessageType> response = super.sendRequestMessage(request);
    if (request instanceof ActivateSessionRequest) {
      var _ = response.whenComplete(this::answered);
    }
    return response;
  }

  private void answered(@Nullable UaResponseMessageType answer, @Nullable Throwable failure) {
    if (answer instanceof ActivateSessionResponse) {
      refusals.set(0);
    } else if (USER_IS_REFUSED.contains(status(answer, failure))
        && refusals.incrementAndGet() >= MOST_REFUSALS) {
      refused.run();
    }
  }

  private static long status(@Nullable UaResponseMessageType answer, @Nullable Throwable failure) {
    if (failure != null) {
      return UaException.extractStatusCode(failure).map(code -> code.value()).orElse(0L);
    }
    return answer == null ? 0 : answer.getResponseHeader().getServiceResult().value();
  }
}
