package io.tidegate.connector.opcua.read;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.Services;
import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.connector.opcua.plan.Told;
import io.tidegate.data.DataPoint.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills gaps with what the server has kept (Part 11). */
public final class History {

  private static final Logger log = LoggerFactory.getLogger(History.class);

  private static final int VALUES_PER_NODE = 1000;

  /** So often in a row an answer may fail to come; live data waits for it. */
  private static final int MOST_FAILURES = 3;

  /** What is read twice is overwritten by itself; what is not read at all is missing. */
  private static final Duration OVERLAP = Duration.ofSeconds(1);

  private final Services services;
  private final EncodingContext encoding;
  private final Decoding decoding;
  private final Harvest harvest;
  private final Told told;
  private final Watermark watermark;
  private final Duration longest;

  /** Those that the server gave no history of, by the reason. */
  private final Map<String, List<Source>> silent = new TreeMap<>();

  private int failures;

  /**
   * Of a server.
   *
   * @param longest how far to look back; zero: not at all.
   */
  public History(
      ServerLink link, Harvest harvest, Told told, Watermark watermark, Duration longest) {
    this.services = link.services();
    this.encoding = link.client().getStaticEncodingContext();
    this.decoding = new Decoding(encoding);
    this.harvest = harvest;
    this.told = told;
    this.watermark = watermark;
    this.longest = longest;
  }

  /** All that was there before this time, by the server's clock, has been received. */
  void heard(Instant serverTime) {
    watermark.raise(serverTime);
  }

  /** Whether gaps are filled at all. */
  boolean isWanted() {
    return !longest.isZero();
  }

  /** Reads and hands over what time series have missed since the last time anything was heard. */
  void fill(List<Source> sources) throws IOException, InterruptedException {
    Instant from = watermark.upTo();
    if (longest.isZero() || from == null) {
      return;
    }
    List<Source> series =
        sources.stream().filter(s -> s.tag().spec().kind() == Kind.TIMESERIES).toList();
    Instant to = services.serverTime();
    Instant earliest = to.minus(longest);
    Instant start = from.minus(OVERLAP);
    if (!start.isBefore(to)) {
      return; // The server's clock was set back.
    }
    try {
      fill(series, start.isBefore(earliest) ? earliest : start, to);
      failures = 0;
    } catch (IOException e) {
      if (isWorthAnotherTry(e)) {
        throw e;
      }
      failures = 0;
      told.once("the server gives no history: " + e.getMessage());
    }
    silent.forEach((reason, all) ->
        told.once(
            "%s%s no history: %s"
                .formatted(
                    all.getFirst(),
                    all.size() == 1 ? " has" : " and %d more have".formatted(all.size() - 1),
                    reason)));
    silent.clear();
  }

  /** An outage is waited for; a server that only takes too long must not keep live data waiting. */
  private boolean isWorthAnotherTry(IOException failure) {
    if (failure instanceof FaultException fault) {
      if (fault.isEndOfSession()) {
        return true;
      }
      if (fault.isAnswer()) {
        return false;
      }
    }
    failures++;
    return failures < MOST_FAILURES;
  }

  private void fill(List<Source> series, Instant from, Instant to)
      throws IOException, InterruptedException {
    log.debug("reading the history of {} nodes from {} to {}", series.size(), from, to);
    ExtensionObject details =
        ExtensionObject.encode(
            encoding,
            new ReadRawModifiedDetails(
                false, new DateTime(from), new DateTime(to), uint(VALUES_PER_NODE), false));
    int limit = services.limits().historyRead();
    for (int i = 0; i < series.size(); i += limit) {
      List<Open> part = new ArrayList<>();
      series
          .subList(i, Math.min(series.size(), i + limit))
          .forEach(source -> part.add(new Open(source, ByteString.NULL_VALUE)));
      readAll(details, part);
    }
  }

  /** A node with more to come. */
  private record Open(Source source, ByteString continuation) {

    HistoryReadValueId toRead() {
      return new HistoryReadValueId(
          source.tag().node(), null, QualifiedName.NULL_VALUE, continuation);
    }
  }

  private void readAll(ExtensionObject details, List<Open> first)
      throws IOException, InterruptedException {
    List<Open> open = first;
    while (!open.isEmpty()) {
      List<HistoryReadResult> results =
          services.historyRead(details, open.stream().map(Open::toRead).toList());
      List<Open> next = new ArrayList<>();
      List<Open> refused = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        if (open.size() > 1 && isTooManyAtOnce(results.get(i))) {
          refused.add(open.get(i));
          continue;
        }
        Open more = take(open.get(i).source, results.get(i));
        if (more != null) {
          next.add(more);
        }
      }
      harvest.flush();
      if (refused.size() == open.size()) {
        int half = refused.size() / 2;
        readAll(details, refused.subList(0, half));
        readAll(details, refused.subList(half, refused.size()));
        return;
      }
      next.addAll(refused);
      open = next;
    }
  }

  /** A server remembers for a few nodes only where it has stopped. */
  private static boolean isTooManyAtOnce(HistoryReadResult result) {
    return Statuses.is(result.getStatusCode(), StatusCodes.Bad_NoContinuationPoints);
  }

  private @Nullable Open take(Source source, HistoryReadResult result) {
    if (result.getStatusCode().isBad()) {
      if (!Statuses.is(result.getStatusCode(), StatusCodes.Bad_NoData)) {
        silent
            .computeIfAbsent(Statuses.name(result.getStatusCode()), _ -> new ArrayList<>())
            .add(source);
      }
      return null;
    }
    try {
      take(source, result.getHistoryData());
    } catch (Decoding.UnreadableException e) {
      harvest.notUnderstood(source.toString(), String.valueOf(e.getMessage()));
      told.once(source + ": its history is not understood: " + e.getMessage());
      return null;
    }
    ByteString continuation = result.getContinuationPoint();
    return continuation == null || continuation.isNullOrEmpty()
        ? null
        : new Open(source, continuation);
  }

  /** Where there is nothing, some servers send nothing. */
  private void take(Source source, @Nullable ExtensionObject history)
      throws Decoding.UnreadableException {
    if (history != null
        && !history.isNull()
        && decoding.read(history) instanceof HistoryData data
        && data.getDataValues() != null) {
      for (DataValue value : data.getDataValues()) {
        harvest.addPast(source, value);
      }
    }
  }
}
