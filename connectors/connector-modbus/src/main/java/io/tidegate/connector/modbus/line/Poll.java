package io.tidegate.connector.modbus.line;

import io.tidegate.data.DataPoint;
import java.util.ArrayList;
import java.util.List;

/** A group of tags that is read again and again, and the round that is under way. */
final class Poll {

  private final Station station;
  private final ReadPlan plan;
  private final Rhythm rhythm;
  private final int size;

  private List<Request> round = List.of();
  private int position;
  private List<DataPoint> points = List.of();
  private boolean begun;
  private boolean excused;

  Poll(Station station, ReadPlan plan, Rhythm rhythm, int size) {
    this.station = station;
    this.plan = plan;
    this.rhythm = rhythm;
    this.size = size;
  }

  Station station() {
    return station;
  }

  ReadPlan plan() {
    return plan;
  }

  Rhythm rhythm() {
    return rhythm;
  }

  /** The unit is left alone for now: what is left out meanwhile is not the line's fault. */
  void excuse() {
    excused = true;
  }

  /** Begins a round, or goes on with the one that has begun. */
  void begin(long now) {
    if (!begun) {
      round = plan.round(now);
      position = 0;
      points = new ArrayList<>(size);
      begun = true;
    }
  }

  boolean hasNext() {
    return position < round.size();
  }

  /** What is to be asked next. */
  Request next() {
    return round.get(position);
  }

  /** What was to be asked is answered, or not asked for any more in this round. */
  void pass() {
    position++;
  }

  /** Others take the place of what was to be asked next. */
  void replace(List<Request> others) {
    List<Request> changed = new ArrayList<>(others);
    changed.addAll(round.subList(position + 1, round.size()));
    round = changed;
    position = 0;
  }

  void add(DataPoint point) {
    points.add(point);
  }

  /** Goes on to the next time that it is due; returns how many it is late by. */
  long advance(long now) {
    long leftOut = rhythm.advance(now);
    boolean counts = !excused && !station.health().isFailing();
    excused = station.health().isFailing();
    return counts ? leftOut : 0;
  }

  /** Ends the round; returns what was read. */
  List<DataPoint> end() {
    begun = false;
    List<DataPoint> read = points;
    points = List.of();
    round = List.of();
    position = 0;
    return read;
  }
}
