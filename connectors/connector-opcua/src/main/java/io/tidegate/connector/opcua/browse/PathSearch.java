package io.tidegate.connector.opcua.browse;

import io.tidegate.connector.opcua.address.NodePath;
import io.tidegate.connector.opcua.address.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.jspecify.annotations.Nullable;

/** The search for the nodes that one path names. */
public final class PathSearch {

  private final NodePath path;
  private List<NodeId> found;
  private int done;
  private @Nullable String problem;

  /** A search that begins at a node. */
  public PathSearch(NodeId start, NodePath path) {
    this.found = List.of(start);
    this.path = path;
  }

  /**
   * Goes on with many searches side by side, so that the server is asked for many nodes at once.
   */
  public static void run(List<PathSearch> searches, AddressSpace space)
      throws IOException, InterruptedException {
    List<PathSearch> open = searches.stream().filter(search -> !search.isOver()).toList();
    while (!open.isEmpty()) {
      List<NodeId> next = new ArrayList<>();
      open.forEach(search -> next.addAll(search.found));
      space.look(next);
      for (PathSearch search : open) {
        search.step(space);
      }
      open = open.stream().filter(search -> !search.isOver()).toList();
    }
  }

  private boolean isOver() {
    return done == path.segments().size() || found.isEmpty();
  }

  private void step(AddressSpace space) throws IOException, InterruptedException {
    Segment segment = path.segments().get(done);
    List<Child> fitting = new ArrayList<>();
    for (NodeId node : found) {
      fitting.addAll(space.children(node).matching(segment));
    }
    Set<NodeId> next = new LinkedHashSet<>();
    meant(fitting).forEach(child -> next.add(child.id()));
    if (next.isEmpty()) {
      problem = missing(segment, space);
    }
    found = List.copyOf(next);
    done++;
  }

  /** A path hardly ever ends at a method: only where nothing else has the name. */
  private List<Child> meant(List<Child> fitting) {
    List<Child> others =
        fitting.stream().filter(child -> child.nodeClass() != NodeClass.Method).toList();
    return done < path.segments().size() - 1 || others.isEmpty() ? fitting : others;
  }

  private String missing(Segment segment, AddressSpace space)
      throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (NodeId node : found) {
      names.addAll(space.children(node).nearest(segment));
    }
    String where =
        found.size() == 1 ? found.getFirst().toParseableString() : found.size() + " nodes";
    String text = "there is no " + segment + " below " + where;
    if (segment.toString().contains(".") && path.segments().size() == 1) {
      text += "; steps are separated by \\.";
    }
    return names.isEmpty()
        ? text
        : text + "; there is " + String.join(", ", names.stream().distinct().limit(3).toList());
  }

  /** What was found; empty if nothing was. */
  public List<NodeId> found() {
    return found;
  }

  /** What is missing, for people; null if something was found. */
  public @Nullable String problem() {
    return problem;
  }
}
