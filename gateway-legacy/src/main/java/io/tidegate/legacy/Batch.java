package io.tidegate.legacy;

import io.tidegate.data.UplinkRecord;
import io.tidegate.legacy.PythonStorage.BatchConsumer;
import io.tidegate.legacy.PythonStorage.Postponed;
import io.tidegate.legacy.PythonStorage.Summary;
import io.tidegate.legacy.PythonStorage.UnreadableListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gathers records, and counts. */
final class Batch implements DataFile.MessageSink {

  private static final int SIZE = 500;

  private final BatchConsumer consumer;
  private final UnreadableListener listener;
  private final StoredMessage parser = new StoredMessage();
  private final List<UplinkRecord> records = new ArrayList<>();
  private long messages;
  private long handedOver;
  private long own;
  private long unreadable;

  Batch(BatchConsumer consumer, UnreadableListener listener) {
    this.consumer = consumer;
    this.listener = listener;
  }

  @Override
  public void message(Path file, long line, byte[] json, long storedAt)
      throws InterruptedException {
    try {
      StoredMessage.Content content = parser.parse(json, storedAt);
      messages++;
      if (content.own()) {
        own++;
      }
      records.addAll(content.records());
    } catch (UnreadableMessageException e) {
      unreadable(file, line, String.valueOf(e.getMessage()));
    }
    if (records.size() >= SIZE) {
      flush();
    }
  }

  @Override
  public void unreadable(Path file, long line, String reason) {
    unreadable++;
    listener.unreadable(file, line, reason);
  }

  void flush() throws InterruptedException {
    if (!records.isEmpty()) {
      handedOver += records.size();
      consumer.accept(List.copyOf(records));
      records.clear();
    }
  }

  Summary summary(List<Postponed> postponed) {
    return new Summary(messages, handedOver, own, unreadable, List.copyOf(postponed));
  }
}
