package io.tidegate.connector.opcua.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;

/** Sends many operations in as few requests as the server takes. */
final class Portions {

  /** What a server says of a request that is too large; a smaller one may do. */
  private static final Set<Long> TOO_LARGE =
      Set.of(
          StatusCodes.Bad_TooManyOperations,
          StatusCodes.Bad_RequestTooLarge,
          StatusCodes.Bad_ResponseTooLarge,
          StatusCodes.Bad_EncodingLimitsExceeded,
          StatusCodes.Bad_TcpMessageTooLarge);

  private Portions() {}

  /** One request. */
  @FunctionalInterface
  interface Request<T, R> {

    /** The results, one for each operation. */
    List<R> send(List<T> operations) throws IOException, InterruptedException;
  }

  /** The results of all, in their order. */
  static <T, R> List<R> send(List<T> operations, int limit, Request<T, R> request)
      throws IOException, InterruptedException {
    if (operations.size() <= limit) {
      return halving(operations, request);
    }
    List<R> results = new ArrayList<>(operations.size());
    for (int from = 0; from < operations.size(); from += limit) {
      int to = Math.min(operations.size(), from + limit);
      results.addAll(halving(operations.subList(from, to), request));
    }
    return results;
  }

  private static <T, R> List<R> halving(List<T> operations, Request<T, R> request)
      throws IOException, InterruptedException {
    if (operations.isEmpty()) {
      return List.of();
    }
    try {
      List<R> results = request.send(operations);
      if (results.size() != operations.size()) {
        throw new IOException(
            "the server gave " + results.size() + " results for " + operations.size());
      }
      return results;
    } catch (FaultException e) {
      if (operations.size() == 1 || !TOO_LARGE.contains(e.status())) {
        throw e;
      }
      int half = operations.size() / 2;
      List<R> results = new ArrayList<>(halving(operations.subList(0, half), request));
      results.addAll(halving(operations.subList(half, operations.size()), request));
      return results;
    }
  }
}
