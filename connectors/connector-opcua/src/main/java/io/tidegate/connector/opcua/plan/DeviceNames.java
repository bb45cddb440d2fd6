package io.tidegate.connector.opcua.plan;

import io.tidegate.connector.opcua.address.NameTemplate;
import io.tidegate.connector.opcua.address.NodePath;
import io.tidegate.connector.opcua.address.NodePath.Origin;
import io.tidegate.connector.opcua.address.NodeReference;
import io.tidegate.connector.opcua.plan.NodeFinder.Found;
import io.tidegate.connector.opcua.plan.NodeFinder.Wanted;
import io.tidegate.connector.opcua.plan.NodeTexts.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;

/** Fills in names and profiles of devices; many at once. */
final class DeviceNames {

  /** What stands for the node itself, unless it has a child of that name. */
  private static final Map<String, AttributeId> OWN =
      Map.of("browseName", AttributeId.BrowseName, "displayName", AttributeId.DisplayName);

  private final NodeFinder finder;
  private final NodeTexts texts;

  DeviceNames(NodeFinder finder, NodeTexts texts) {
    this.finder = finder;
    this.texts = texts;
  }

  /** A template to be filled in for a node. */
  record Wish(NodeId node, NameTemplate template) {}

  /**
   * A template that was filled in, or not.
   *
   * @param text null if something in it is missing.
   * @param problem what is missing; null if nothing is.
   */
  record Filled(@Nullable String text, @Nullable String problem) {}

  List<Filled> fill(List<Wish> wishes) throws IOException, InterruptedException {
    List<Wanted> wanted = new ArrayList<>();
    for (Wish wish : wishes) {
      wish.template.references().forEach(r -> wanted.add(new Wanted(wish.node, r)));
    }
    List<Found> found = finder.find(wanted);
    List<Source> sources = new ArrayList<>(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      sources.add(source(wanted.get(i), found.get(i)));
    }
    List<@Nullable String> read = texts.read(sources);
    List<Filled> filled = new ArrayList<>(wishes.size());
    int next = 0;
    for (Wish wish : wishes) {
      int end = next + wish.template.references().size();
      filled.add(filled(wish, found.subList(next, end), read.subList(next, end)));
      next = end;
    }
    return filled;
  }

  /** A node that was not found is asked for nothing that it could have. */
  private static Source source(Wanted wanted, Found found) {
    NodeId node = found.first();
    if (node != null) {
      return new Source(node, AttributeId.Value);
    }
    AttributeId own = own(wanted.reference());
    return new Source(wanted.device(), own == null ? AttributeId.Value : own);
  }

  private static @Nullable AttributeId own(NodeReference reference) {
    return reference instanceof NodePath path
            && path.origin() == Origin.DEVICE
            && path.segments().size() == 1
        ? OWN.get(path.toString())
        : null;
  }

  private static Filled filled(Wish wish, List<Found> found, List<@Nullable String> texts) {
    List<String> values = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      NodeReference reference = wish.template.references().get(i);
      String problem = own(reference) == null ? found.get(i).problem() : null;
      String text = texts.get(i);
      if (problem != null || text == null) {
        return new Filled(null, problem == null ? "${" + reference + "} has no value" : problem);
      }
      values.add(text);
    }
    return new Filled(wish.template.fill(values), null);
  }
}
