package io.tidegate.connector.opcua.link;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;
import org.jspecify.annotations.Nullable;

/** Sends requests in the session of the moment and waits for their answers. */
public final class Requests {

  /** The library ends a request in time; this is for the case that it does not. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final OpcUaClient client;
  private final Reachability reachability;
  private final Duration timeout;

  Requests(OpcUaClient client, Reachability reachability, Duration timeout) {
    this.client = client;
    this.reachability = reachability;
    this.timeout = timeout;
  }

  /**
   * Sends a request; before, waits for the server if it is away for a moment.
   *
   * @throws FaultException if the server refused it.
   * @throws IOException if the server can't be reached.
   */
  <T extends UaResponseMessageType> T send(
      Class<T> answer, Function<RequestHeader, UaRequestMessageType> request)
      throws IOException, InterruptedException {
    RequestHeader header = header(timeout);
    CompletableFuture<UaResponseMessageType> response =
        client.sendRequestAsync(request.apply(header));
    try {
      return answer.cast(response.get(timeout.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw fault(answer.getSimpleName().replace("Response", ""), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
    }
  }

  /** Sends a request that may be answered much later. */
  CompletableFuture<UaResponseMessageType> sendLater(
      Duration patience, Function<RequestHeader, UaRequestMessageType> request)
      throws IOException, InterruptedException {
    return client.sendRequestAsync(request.apply(header(patience)));
  }

  private RequestHeader header(Duration patience) throws IOException, InterruptedException {
    UInteger hint = Unsigned.uint(patience.toMillis());
    return client.newRequestHeader(reachability.await().token(), hint);
  }

  /** What a failed future says. */
  static IOException fault(String request, @Nullable Throwable cause) {
    if (cause == null) {
      return new IOException(request + " failed");
    }
    UaException known = UaException.extract(cause).orElse(null);
    return known == null
        ? new IOException(request + ": " + cause.getMessage(), cause)
        : new FaultException(request, known.getStatusCode(), known);
  }
}
