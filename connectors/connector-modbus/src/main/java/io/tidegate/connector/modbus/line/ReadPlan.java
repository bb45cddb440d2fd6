package io.tidegate.connector.modbus.line;

import io.tidegate.connector.modbus.plan.Gaps;
import io.tidegate.connector.modbus.plan.Planner;
import io.tidegate.connector.modbus.plan.Span;
import io.tidegate.connector.modbus.plan.Terrain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests of a group of tags, as far as the unit is known. For one thread. */
final class ReadPlan {

  private static final long TRY_AGAIN_AFTER = 600_000_000_000L;
  private static final int FAILURES = 3;

  private final List<Tag> tags;
  private final Terrain terrain;
  private final Planner planner;

  /** What the unit refuses to read, and when it is asked again. */
  private final Map<Span, Long> refused = new LinkedHashMap<>();

  /** How often requests have failed in a row. */
  private final Map<Span, Integer> failures = new HashMap<>();

  private List<Request> requests;
  private boolean outdated;

  ReadPlan(List<Tag> tags, Planner planner, Terrain terrain) {
    this.tags = tags;
    this.planner = planner;
    this.terrain = terrain;
    this.requests = planned(tags);
  }

  /** A connection is new. What has failed in the one before was perhaps its fault. */
  void begin() {
    failures.clear();
  }

  /** How many requests a round has. */
  int requests() {
    return requests.size();
  }

  /** The requests of one round. */
  List<Request> round(long now) {
    if (outdated) {
      requests = planned(tags);
      outdated = false;
    }
    return refused.isEmpty() ? requests : withRetries(now);
  }

  /**
   * A request was refused for what it asked for.
   *
   * @return the smaller requests that take its place in this round; empty if it can't be made
   *     smaller.
   */
  List<Request> refused(Request request, long now) {
    outdated = true;
    failures.remove(span(request));
    boolean alone = terrain.refused(request.block(), request.spans());
    if (alone) {
      refused.put(span(request), now + TRY_AGAIN_AFTER);
    }
    return planned(request.tags());
  }

  /**
   * A request failed within the unit, which may pass.
   *
   * @return whether it has now failed so often that it is to blame and not the moment.
   */
  boolean failed(Request request) {
    return failures.merge(span(request), 1, Integer::sum) >= FAILURES;
  }

  /** Whether the unit refuses it though it can't be made smaller. */
  boolean isRefused(Request request) {
    return refused.containsKey(span(request));
  }

  /** A request was answered. */
  void answered(Request request) {
    if (!failures.isEmpty()) {
      failures.remove(span(request));
    }
    if (!refused.isEmpty() && refused.remove(span(request)) != null) {
      terrain.readable(span(request));
      outdated = true;
    }
  }

  private List<Request> withRetries(long now) {
    List<Request> round = new ArrayList<>(requests);
    refused.forEach((span, at) -> {
      if (at - now <= 0) {
        round.addAll(alone(span));
      }
    });
    return round;
  }

  /** The tags of a range that was refused, whatever is known of it. */
  private List<Request> alone(Span range) {
    List<Tag> own =
        tags.stream()
            .filter(tag ->
                tag.span().table() == range.table()
                    && tag.span().first() == range.first()
                    && tag.span().end() == range.end())
            .toList();
    return new Planner(Gaps.of(0), new Terrain())
        .plan(own.stream().map(Tag::span).toList()).stream()
            .map(block -> Request.of(block, own))
            .toList();
  }

  /** Equal for all spans of a range, whatever their limits. */
  private static Span span(Request request) {
    return new Span(request.block().table(), request.block().first(), request.block().length(), 0);
  }

  private List<Request> planned(List<Tag> wanted) {
    return planner.plan(wanted.stream().map(Tag::span).toList()).stream()
        .map(block -> Request.of(block, wanted))
        .toList();
  }
}
