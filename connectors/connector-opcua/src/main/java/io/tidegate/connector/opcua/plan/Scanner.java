package io.tidegate.connector.opcua.plan;

import io.tidegate.connector.opcua.address.NodePath;
import io.tidegate.connector.opcua.link.Services;
import io.tidegate.connector.opcua.plan.DeviceNames.Filled;
import io.tidegate.connector.opcua.plan.DeviceNames.Wish;
import io.tidegate.connector.opcua.plan.NodeFinder.Found;
import io.tidegate.connector.opcua.plan.NodeFinder.Wanted;
import io.tidegate.connector.opcua.plan.NodeTexts.Source;
import io.tidegate.connector.opcua.value.ValueConverter;
import io.tidegate.data.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;

/** Looks on a server for what a configuration names. */
public final class Scanner {

  private final List<Mapping> mappings;
  private final Services services;
  private final ValueConverter values;

  /** For one server. */
  public Scanner(List<Mapping> mappings, Services services, ValueConverter values) {
    this.mappings = List.copyOf(mappings);
    this.services = services;
    this.values = values;
  }

  /** Looks once, from the root on, in the session of the moment. */
  public Plan scan(NodeId session) throws IOException, InterruptedException {
    return new Scan(new NodeFinder(services)).plan(session);
  }

  private record Candidate(NodeId node, Mapping mapping) {}

  private final class Scan {

    private final NodeFinder finder;
    private final NodeTexts texts;
    private final List<String> missing = new ArrayList<>();

    Scan(NodeFinder finder) {
      this.finder = finder;
      this.texts = new NodeTexts(services, values);
    }

    Plan plan(NodeId session) throws IOException, InterruptedException {
      List<Candidate> candidates = candidates();
      List<@Nullable Device> devices = devices(candidates);
      List<Candidate> named = new ArrayList<>();
      List<Device> names = new ArrayList<>();
      for (int i = 0; i < candidates.size(); i++) {
        Device device = devices.get(i);
        if (device != null) {
          named.add(candidates.get(i));
          names.add(device);
        }
      }
      return new Plan(session, planned(named, names), missing);
    }

    private List<Candidate> candidates() throws IOException, InterruptedException {
      List<Found> found =
          finder.find(
              mappings.stream().map(m -> new Wanted(NodeIds.RootFolder, m.pattern())).toList());
      List<Candidate> candidates = new ArrayList<>();
      for (int i = 0; i < mappings.size(); i++) {
        Mapping mapping = mappings.get(i);
        for (NodeId node : existing(mapping, found.get(i))) {
          candidates.add(new Candidate(node, mapping));
        }
      }
      return candidates;
    }

    /** A path leads to nodes that are there; whether there is one of an id has to be asked. */
    private List<NodeId> existing(Mapping mapping, Found found)
        throws IOException, InterruptedException {
      if (found.problem() != null) {
        missing.add("no device " + mapping.pattern() + ": " + found.problem());
        return List.of();
      }
      if (mapping.pattern() instanceof NodePath) {
        return found.nodes();
      }
      NodeId node = found.nodes().getFirst();
      if (texts.read(List.of(new Source(node, AttributeId.BrowseName))).getFirst() == null) {
        missing.add("no device " + mapping.pattern() + ": there is no such node");
        return List.of();
      }
      return found.nodes();
    }

    private List<@Nullable Device> devices(List<Candidate> candidates)
        throws IOException, InterruptedException {
      List<Wish> wishes = new ArrayList<>(candidates.size() * 2);
      for (Candidate candidate : candidates) {
        wishes.add(new Wish(candidate.node, candidate.mapping.name()));
        wishes.add(new Wish(candidate.node, candidate.mapping.profile()));
      }
      List<Filled> filled = new DeviceNames(finder, texts).fill(wishes);
      List<@Nullable Device> devices = new ArrayList<>(candidates.size());
      for (int i = 0; i < candidates.size(); i++) {
        devices.add(device(candidates.get(i), filled.get(2 * i), filled.get(2 * i + 1)));
      }
      return devices;
    }

    private @Nullable Device device(Candidate candidate, Filled name, Filled profile) {
      String text = name.text();
      String problem = name.problem() == null ? profile.problem() : name.problem();
      if (text == null || profile.text() == null || text.isBlank()) {
        missing.add(
            "no name for the device "
                + candidate.node.toParseableString()
                + ": "
                + (problem == null ? "it is blank" : problem));
        return null;
      }
      return new Device(text, profile.text());
    }

    private List<PlannedDevice> planned(List<Candidate> candidates, List<Device> devices)
        throws IOException, InterruptedException {
      List<Wanted> wanted = new ArrayList<>();
      for (Candidate candidate : candidates) {
        nodes(candidate.mapping)
            .forEach(tag -> wanted.add(new Wanted(candidate.node, tag.reference())));
      }
      List<Found> found = finder.find(wanted);
      List<PlannedDevice> planned = new ArrayList<>(candidates.size());
      int next = 0;
      for (int i = 0; i < candidates.size(); i++) {
        Candidate candidate = candidates.get(i);
        List<PlannedTag> tags = new ArrayList<>();
        for (TagSpec tag : nodes(candidate.mapping)) {
          add(devices.get(i), tag, found.get(next++), tags);
        }
        planned.add(new PlannedDevice(devices.get(i), candidate.node, candidate.mapping, tags));
      }
      return planned;
    }

    private static List<TagSpec> nodes(Mapping mapping) {
      return mapping.tags().stream().filter(tag -> !tag.isConstant()).toList();
    }

    private void add(Device device, TagSpec tag, Found found, List<PlannedTag> tags) {
      NodeId node = found.first();
      if (node == null) {
        missing.add(device.name() + ", " + tag.key() + ": " + found.problem());
        return;
      }
      if (found.nodes().size() > 1) {
        missing.add(
            "%s, %s: %s fits %d nodes; the first is taken, %s"
                .formatted(
                    device.name(),
                    tag.key(),
                    tag.reference(),
                    found.nodes().size(),
                    node.toParseableString()));
      }
      tags.add(new PlannedTag(tag, node));
    }
  }
}
