package io.tidegate.engine.supervise;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;

/** Says why something failed, in words for the user. */
public final class Causes {

  private Causes() {}

  /** The message, completed where Java's own says too little. */
  public static String text(IOException e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      Throwable cause = e.getCause();
      return cause == null || cause.getMessage() == null
          ? words(e)
          : words(e) + ": " + cause.getMessage();
    }
    return switch (e) {
      case UnknownHostException _ -> "unknown host: " + message;
      case SocketTimeoutException _ -> "no answer in time: " + message;
      case FileSystemException f when f.getReason() == null -> words(e) + ": " + message;
      default -> message;
    };
  }

  /** {@code ClosedChannelException} → {@code closed channel}. */
  private static String words(IOException e) {
    String name = e.getClass().getSimpleName().replaceAll("(IO)?Exception$", "");
    String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
    return words.isBlank() ? "input or output failed" : words;
  }
}
