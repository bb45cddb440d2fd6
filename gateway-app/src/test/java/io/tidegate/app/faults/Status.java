package io.tidegate.app.faults;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a gateway says of itself at one moment. */
record Status(JsonNode json) {

  /** Asks the gateway that keeps its data in a folder. */
  static Status of(Path data) throws IOException {
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(data.resolve("tidegate.sock")))) {
      return new Status(JsonMapper.shared().readTree(Channels.newInputStream(channel)));
    }
  }

  /** A figure of the ledger, over all connectors. */
  long total(String figure) {
    return json.at("/ledger/total/" + figure).asLong();
  }

  /** How many records are stored and not yet accounted for. */
  long waiting() {
    return total("recovered") + total("stored") - left();
  }

  private long left() {
    return total("delivered") + total("expired") + total("dropped");
  }

  /** How many records the ledger counts for a reason; {@code kind} is such as {@code dropped}. */
  long reason(String kind, String reason) {
    long sum = 0;
    for (JsonNode connector : json.at("/ledger/connectors")) {
      sum += connector.path(kind).path(reason).asLong(0);
    }
    return sum;
  }

  boolean southIsOnline() {
    return isOnline(json.at("/connectors/0/endpoints/0/state"));
  }

  boolean northIsOnline() {
    return isOnline(json.at("/delivery/connection"));
  }

  private static boolean isOnline(JsonNode state) {
    return state.path("state").asString("").equals("Online");
  }

  /** Why nothing can be stored; empty if it can. */
  String storageFailure() {
    return json.path("storageFailure").asString("");
  }

  /** Whether both equations of the ledger hold, and the log itself says the same. */
  boolean isBalanced() {
    long read = total("read") + total("repeated");
    return read == total("filtered") + total("rejected") + total("stored")
        && waiting() == json.at("/storage/entries").asLong();
  }
}
