package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.RefusedException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;

/** What Milo says of an attempt to connect, in words that a person can act on. */
final class ConnectFailures {

  private final String url;
  private final String user;
  private final String ownCertificate;
  private final boolean lockable;

  /**
   * @param user who logs in.
   * @param ownCertificate the file to hand to the server, or what else shows who the gateway is.
   */
  ConnectFailures(String url, Users user, String ownCertificate) {
    this.url = url;
    this.user = user.words();
    this.lockable = user.type() != UserTokenType.Anonymous;
    this.ownCertificate = ownCertificate;
  }

  /** All are worth another attempt: what is wrong may be cured on the other side. */
  IOException explained(Throwable failure) {
    Throwable cause = unwrapped(failure);
    if (cause instanceof IOException ours && ours instanceof RefusedException) {
      return ours;
    }
    return status(cause).map(code -> byStatus(code, cause)).orElseGet(() -> withoutStatus(cause));
  }

  /** Whether a user who has an account was refused, which locks it when it happens often. */
  boolean isOfAccount(Throwable failure) {
    return lockable && status(unwrapped(failure)).filter(ConnectFailures::isOfUser).isPresent();
  }

  private static boolean isOfUser(long code) {
    return isOf(
        code,
        StatusCodes.Bad_IdentityTokenRejected,
        StatusCodes.Bad_IdentityTokenInvalid,
        StatusCodes.Bad_UserAccessDenied,
        StatusCodes.Bad_UserSignatureInvalid);
  }

  private IOException byStatus(long code, Throwable cause) {
    if (isOfUser(code)) {
      return refused(url + " refuses " + user, code, cause);
    }
    if (isOf(
        code,
        StatusCodes.Bad_CertificateUntrusted,
        StatusCodes.Bad_SecurityChecksFailed,
        StatusCodes.Bad_CertificateInvalid,
        StatusCodes.Bad_CertificateUseNotAllowed,
        StatusCodes.Bad_CertificateUriInvalid,
        StatusCodes.Bad_CertificateTimeInvalid,
        StatusCodes.Bad_CertificateChainIncomplete,
        StatusCodes.Bad_ApplicationSignatureInvalid)) {
      return refused(
          url
              + " does not accept the gateway's certificate; have it trusted there: "
              + ownCertificate,
          code,
          cause);
    }
    if (isOf(code, StatusCodes.Bad_ConnectionRejected, StatusCodes.Bad_Timeout)
        && cause.getCause() instanceof IOException network) {
      return new IOException(url + " can't be reached: " + words(network), cause);
    }
    if (isOf(code, StatusCodes.Bad_Timeout, StatusCodes.Bad_ConnectionClosed)) {
      return new IOException("%s does not answer (%s)".formatted(url, name(code)), cause);
    }
    return refused(url + " refuses the connection", code, cause);
  }

  private IOException withoutStatus(Throwable cause) {
    return switch (cause) {
      case TimeoutException e -> new IOException(url + " does not answer in time", cause);
      case UnknownHostException e -> unknownHost(cause);
      case UnresolvedAddressException e -> unknownHost(cause);
      default -> new IOException(url + " can't be reached: " + words(cause), cause);
    };
  }

  private IOException unknownHost(Throwable cause) {
    return new IOException(url + " can't be reached: its host name is not known here", cause);
  }

  private static RefusedException refused(String text, long code, Throwable cause) {
    String said = cause.getMessage();
    String name = name(code);
    String more = said == null || said.contains(name) ? name : name + ": " + said;
    return new RefusedException("%s (%s)".formatted(text, more), cause);
  }

  private static boolean isOf(long code, long... codes) {
    for (long each : codes) {
      if (each == code) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Long> status(Throwable cause) {
    return UaException.extractStatusCode(cause).map(StatusCode::getValue);
  }

  private static String name(long code) {
    return StatusCodes.lookup(code).map(names -> names[0]).orElse("0x%08X".formatted(code));
  }

  private static String words(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
