package io.tidegate.connector.opcua.browse;

import io.tidegate.connector.opcua.address.Nearest;
import io.tidegate.connector.opcua.address.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is below a node, in the order of the server. */
public final class Children {

  /** Up to this many, looking through all is as quick as an index. */
  private static final int FEW = 16;

  private final List<Child> all;
  private final Map<String, List<Child>> byName = new HashMap<>();

  Children(List<Child> all) {
    this.all = List.copyOf(all);
    if (all.size() > FEW) {
      for (Child child : all) {
        byName.computeIfAbsent(child.name(), _ -> new ArrayList<>(1)).add(child);
      }
    }
  }

  /** All of them. */
  public List<Child> all() {
    return all;
  }

  /** Those that a step of a path names; a name goes before a regular expression. */
  public List<Child> matching(Segment step) {
    List<Child> named = named(step);
    return named.isEmpty()
        ? all.stream().filter(child -> step.fits(child.namespace(), child.name())).toList()
        : named;
  }

  private List<Child> named(Segment step) {
    String text = step.toString();
    int colon = text.indexOf(':');
    if (byName.isEmpty()) {
      return filtered(all, step);
    }
    List<Child> plain = filtered(byName.getOrDefault(text, List.of()), step);
    return plain.isEmpty() && colon > 0
        ? filtered(byName.getOrDefault(text.substring(colon + 1), List.of()), step)
        : plain;
  }

  private static List<Child> filtered(List<Child> some, Segment step) {
    return some.stream().filter(child -> step.isName(child.namespace(), child.name())).toList();
  }

  /** Names that are there and look like the one that is not. */
  List<String> nearest(Segment step) {
    String text = step.toString();
    List<String> names = all.stream().map(Child::name).toList();
    return Nearest.to(text.substring(text.indexOf(':') + 1), names);
  }
}
