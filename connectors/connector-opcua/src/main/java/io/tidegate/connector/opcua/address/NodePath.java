package io.tidegate.connector.opcua.address;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A way through the address space, written with {@code \.} between its steps.
 *
 * @param origin where it begins.
 * @param segments the steps after that; none for the origin itself.
 */
public record NodePath(Origin origin, List<Segment> segments) implements NodeReference {

  private static final String SEPARATOR = "\\.";
  private static final String ROOT = "Root";

  /** Where a path begins. */
  public enum Origin {
    ROOT,
    DEVICE
  }

  public NodePath {
    segments = List.copyOf(segments);
  }

  /** The path of a text; it is absolute if its first step is {@code Root}. */
  static NodePath parse(String text) {
    List<Segment> segments = new ArrayList<>();
    boolean absolute = false;
    int start = 0;
    for (int end = text.indexOf(SEPARATOR);
        start <= text.length();
        end = text.indexOf(SEPARATOR, start)) {
      String step = end < 0 ? text.substring(start) : text.substring(start, end);
      if (start == 0 && (step.equals(ROOT) || step.equals("0:" + ROOT))) {
        absolute = true;
      } else {
        segments.add(new Segment(step));
      }
      start = end < 0 ? text.length() + 1 : end + SEPARATOR.length();
    }
    return new NodePath(absolute ? Origin.ROOT : Origin.DEVICE, segments);
  }

  /** As it was written. */
  @Override
  public String toString() {
    String steps = segments.stream().map(Segment::toString).collect(Collectors.joining(SEPARATOR));
    return origin == Origin.DEVICE ? steps : segments.isEmpty() ? ROOT : ROOT + SEPARATOR + steps;
  }
}
