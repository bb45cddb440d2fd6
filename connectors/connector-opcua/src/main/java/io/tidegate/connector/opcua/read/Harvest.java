package io.tidegate.connector.opcua.read;

import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import io.tidegate.connector.opcua.config.TagConfig.TimestampLocation;
import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.connector.opcua.plan.TagSpec;
import io.tidegate.connector.opcua.value.ValueConverter;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.support.ReceiveClock;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.jspecify.annotations.Nullable;

/** Makes records of values: of what comes together, one per device and moment. For one thread. */
public final class Harvest {

  private static final String BAD = "bad status";

  private final ValueConverter values;
  private final UplinkSink sink;
  private final ReceiveClock clock = new ReceiveClock();
  private final List<Gathering> touched = new ArrayList<>();
  private long batch = 1;
  private long receivedAt;

  /** Into a sink. */
  public Harvest(ValueConverter values, UplinkSink sink) {
    this.values = values;
    this.sink = sink;
  }

  /** Takes a value that came just now. */
  void add(Source source, DataValue value) {
    add(source, value, source.tag().spec().clock());
  }

  /** Takes a value of the past, whose time can only be the source's. */
  void addPast(Source source, DataValue value) {
    TimestampLocation clockOfTag = source.tag().spec().clock();
    boolean ofServer = clockOfTag == TimestampLocation.SERVER || value.sourceTime() == null;
    add(source, value, ofServer ? TimestampLocation.SERVER : TimestampLocation.SOURCE);
  }

  private void add(Source source, DataValue value, TimestampLocation location) {
    TagSpec spec = source.tag().spec();
    StatusCode status = value.statusCode();
    Value converted = status.isBad() ? null : values.convert(value.value().value());
    if (status.isBad()) {
      sink.rejected(new Rejection(source.toString(), BAD, Statuses.name(status)));
    }
    String statusKey = spec.statusKey();
    if (converted == null && statusKey == null) {
      return;
    }
    Gathering.Group group = group(source, value, location);
    if (converted != null) {
      group.add(new DataPoint(spec.kind(), spec.key(), converted));
    }
    if (statusKey != null) {
      Value.Text name = new Value.Text(Statuses.name(status));
      group.add(new DataPoint(spec.kind(), statusKey, name));
    }
  }

  private Gathering.Group group(Source source, DataValue value, TimestampLocation location) {
    if (receivedAt == 0) {
      receivedAt = System.currentTimeMillis();
    }
    Gathering gathering = source.gathering();
    if (gathering.isEmpty()) {
      touched.add(gathering);
    }
    int before = source.nextInBatch(batch);
    long time = time(value, location);
    Gathering.Group group =
        time == 0 ? gathering.byGateway(before, clock, receivedAt) : gathering.byTime(time, source);
    source.lastGroup(group);
    return group;
  }

  /** 0 if it is the gateway's clock that counts. */
  private static long time(DataValue value, TimestampLocation location) {
    return switch (location) {
      case GATEWAY -> 0;
      case SOURCE -> millis(value.sourceTime());
      case SERVER -> millis(value.serverTime());
    };
  }

  /** A server without a clock sends none, or the beginning of its calendar. */
  private static long millis(@Nullable DateTime time) {
    return time == null || time.utcTime() <= 0 ? 0 : Math.max(0, time.getJavaTime());
  }

  /** Hands over what was taken; when this returns it is safe. */
  void flush() throws InterruptedException {
    if (touched.isEmpty()) {
      return;
    }
    List<Report> reports = new ArrayList<>(touched.size());
    for (Gathering gathering : touched) {
      gathering.moveTo(reports, receivedAt);
    }
    touched.clear();
    batch++;
    receivedAt = 0;
    sink.accept(reports);
  }

  /** Tells of data that came in a form that nobody understands. */
  void notUnderstood(String what, String detail) {
    sink.rejected(new Rejection(what, "not understood", detail));
  }

  /** Tells of data that the server had and no longer has. */
  void lost(String what, String detail) {
    sink.rejected(new Rejection(what, "lost by the server", detail));
  }
}
