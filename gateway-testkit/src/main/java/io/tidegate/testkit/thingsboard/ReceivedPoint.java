package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;

/** One value out of a message. */
record ReceivedPoint(String device, long timestamp, String key, Value value) {

  ReceivedPoint at(long other) {
    return timestamp == other ? this : new ReceivedPoint(device, other, key, value);
  }
}
