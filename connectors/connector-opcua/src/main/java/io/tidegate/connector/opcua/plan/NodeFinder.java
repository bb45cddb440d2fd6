package io.tidegate.connector.opcua.plan;

import io.tidegate.connector.opcua.address.NodeIdText;
import io.tidegate.connector.opcua.address.NodePath;
import io.tidegate.connector.opcua.address.NodePath.Origin;
import io.tidegate.connector.opcua.address.NodeReference;
import io.tidegate.connector.opcua.browse.AddressSpace;
import io.tidegate.connector.opcua.browse.PathSearch;
import io.tidegate.connector.opcua.link.Services;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;

/** Finds the nodes that references name; many at once. For one thread and one scan. */
public final class NodeFinder {

  private final AddressSpace space;
  private final Namespaces namespaces;

  /** Asks the server for its namespaces. */
  public NodeFinder(Services services) throws IOException, InterruptedException {
    this.space = new AddressSpace(services);
    this.namespaces = Namespaces.read(services);
  }

  /** A reference, and the node that relative paths begin at. */
  public record Wanted(NodeId device, NodeReference reference) {}

  /**
   * What was found.
   *
   * @param problem for people; null if something was found.
   */
  public record Found(List<NodeId> nodes, @Nullable String problem) {

    static Found of(NodeId node) {
      return new Found(List.of(node), null);
    }

    /** The first node; null if there is none. */
    public @Nullable NodeId first() {
      return nodes.isEmpty() ? null : nodes.getFirst();
    }
  }

  /** What each of the references names. A node id is taken as it is. */
  public List<Found> find(List<Wanted> all) throws IOException, InterruptedException {
    List<@Nullable PathSearch> searches = new ArrayList<>(all.size());
    List<PathSearch> run = new ArrayList<>();
    for (Wanted wanted : all) {
      PathSearch search =
          wanted.reference instanceof NodePath path ? search(wanted.device, path) : null;
      searches.add(search);
      if (search != null) {
        run.add(search);
      }
    }
    PathSearch.run(run, space);
    List<Found> found = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      PathSearch search = searches.get(i);
      found.add(
          search != null
              ? new Found(search.found(), search.problem())
              : byId(all.get(i).reference));
    }
    return found;
  }

  /** What one reference names. */
  public Found find(Wanted wanted) throws IOException, InterruptedException {
    return find(List.of(wanted)).getFirst();
  }

  private static PathSearch search(NodeId device, NodePath path) {
    return new PathSearch(path.origin() == Origin.ROOT ? NodeIds.RootFolder : device, path);
  }

  private Found byId(NodeReference reference) {
    NodeId id = reference instanceof NodeIdText text ? namespaces.id(text) : null;
    return id == null
        ? new Found(List.of(), "the server has no namespace as in " + reference)
        : Found.of(id);
  }
}
