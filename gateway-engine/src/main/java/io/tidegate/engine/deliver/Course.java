package io.tidegate.engine.deliver;

import java.io.IOException;

/** What a lane delivers, and what follows from its delivery. */
interface Course {

  /** The name of the lane, for people. */
  String name();

  /** Waits until there is something to deliver at or after {@code cursor}. */
  void await(long cursor) throws InterruptedException;

  /** Waits for the next batch from {@code cursor} on; it begins there. */
  Batch next(long cursor) throws IOException, InterruptedException;

  /** The platform has what the batch had to send, or it was refused. Called in order. */
  void settled(Batch batch) throws InterruptedException;

  /** The platform refuses this item for good. */
  void refused(Item item, String reason) throws InterruptedException;

  /** How many batches may be in flight now. */
  int window();

  /** In how many nanoseconds {@link #flush} is to be called, or {@code Long.MAX_VALUE}. */
  long flushIn();

  /** Does what {@link #settled} has put off. */
  void flush();
}
