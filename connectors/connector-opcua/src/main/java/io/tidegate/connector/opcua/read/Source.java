package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.plan.PlannedTag;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.jspecify.annotations.Nullable;

/** A tag of a device that is being read. For the thread that reads. */
final class Source {

  private final PlannedTag tag;
  private final Gathering gathering;

  /** Of the batch with this number it has given so many values. */
  private long batch;

  private int valuesInBatch;
  private Gathering.@Nullable Group lastGroup;
  private @Nullable UInteger item;
  private boolean queued = true;
  private boolean troubled;

  Source(PlannedTag tag, Gathering gathering) {
    this.tag = tag;
    this.gathering = gathering;
  }

  PlannedTag tag() {
    return tag;
  }

  Gathering gathering() {
    return gathering;
  }

  /** How many values of this batch came before; counts this one. */
  int nextInBatch(long number) {
    if (batch != number) {
      batch = number;
      valuesInBatch = 0;
      lastGroup = null;
    }
    return valuesInBatch++;
  }

  /** Batches are counted anew: what has not been handed over is given up. */
  void endBatch() {
    batch = 0;
    lastGroup = null;
    gathering.clear();
  }

  Gathering.@Nullable Group lastGroup() {
    return lastGroup;
  }

  void lastGroup(Gathering.Group group) {
    lastGroup = group;
  }

  /** The server's number for it; null while it is not monitored. */
  @Nullable UInteger item() {
    return item;
  }

  void item(@Nullable UInteger id) {
    item = id;
  }

  /** Whether the server keeps more than the latest value: then it tells what it could not keep. */
  boolean isQueued() {
    return queued;
  }

  void queueSize(long granted) {
    queued = granted > 1;
  }

  /** Whether its node does not exist, or can't be monitored; to be tried again. */
  boolean isTroubled() {
    return troubled;
  }

  void troubled(boolean isSo) {
    troubled = isSo;
  }

  /** For people. */
  @Override
  public String toString() {
    return gathering.device().name()
        + ", "
        + tag.spec().key()
        + ": "
        + tag.node().toParseableString();
  }
}
