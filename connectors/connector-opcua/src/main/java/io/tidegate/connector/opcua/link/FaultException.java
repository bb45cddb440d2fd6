package io.tidegate.connector.opcua.link;

import java.io.IOException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaServiceFaultException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** A request that was not answered, or that the server refused as a whole. */
public final class FaultException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long status;
  private final boolean answered;

  FaultException(String request, StatusCode status, Throwable cause) {
    super(request + ": " + Statuses.name(status), cause);
    this.status = status.value();
    this.answered = cause instanceof UaServiceFaultException;
  }

  /** Whether the server said so; otherwise nobody knows what it did. */
  public boolean isAnswer() {
    return answered;
  }

  /** Whether the session is over; then the client library makes another one. */
  public boolean isEndOfSession() {
    return status == StatusCodes.Bad_SessionClosed
        || status == StatusCodes.Bad_SessionIdInvalid
        || status == StatusCodes.Bad_SessionNotActivated;
  }

  /** One of {@code StatusCodes}. */
  public long status() {
    return status;
  }
}
