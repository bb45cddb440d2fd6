package io.tidegate.connector.opcua.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate opcua browse}. */
@Command(
    name = "browse",
    description = "Shows the nodes below a node with their values, or writes a mapping for them.",
    footer = {
      "",
      "With --as-config every object that has variables is a device: its variables, and those of",
      "objects below it, are time series, its properties attributes, its methods RPC methods."
    })
final class BrowseCommand implements Callable<Integer> {

  @Mixin private final ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "START",
      description = "Where to begin: node id or path (default: Objects).")
  private String start = "Objects";

  @Option(
      names = {"-d", "--depth"},
      paramLabel = "N",
      description = "Levels to go down (default: 2; with --as-config: 10).")
  private int depth;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "Most nodes to look at (default: 10000).")
  private int most = 10_000;

  @Option(
      names = "--as-config",
      description = "Writes the file of a connector that reads what was found.")
  private boolean asConfig;

  @Option(
      names = "--node-ids",
      description = "With --as-config: names values by their node ids instead of their paths.")
  private boolean nodeIds;

  @Override
  public Integer call() throws IOException, InterruptedException, UaException {
    try (Site site = Site.connect(server.access())) {
      NodeId id = NodeArgument.resolve(site, start);
      Found root = Found.of(id, nameOf(site, id), start, NodeClass.Object, false);
      Browser browser = new Browser(site, depth > 0 ? depth : asConfig ? 10 : 2, most);
      browser.fill(root);
      if (asConfig) {
        MappingWriter writer = new MappingWriter(site, server, nodeIds);
        spec.commandLine().getOut().println(writer.write(root));
      } else {
        show(site, root);
      }
      if (!browser.isComplete()) {
        spec.commandLine().getErr().println("tidegate: there is more; see --depth and --max");
      }
      return 0;
    }
  }

  private static QualifiedName nameOf(Site site, NodeId id) throws IOException, UaException {
    Object name = site.read(id, AttributeId.BrowseName).value().value();
    if (name instanceof QualifiedName found) {
      return found;
    }
    throw new IOException("there is no node " + id.toParseableString());
  }

  private void show(Site site, Found root) throws UaException {
    List<NodeId> variables = new ArrayList<>();
    collect(root, variables);
    List<DataValue> values = site.read(variables, AttributeId.Value);
    Map<NodeId, DataValue> byNode = new HashMap<>();
    for (int i = 0; i < variables.size(); i++) {
      byNode.put(variables.get(i), values.get(i));
    }
    line(root, "", byNode, new ValueText(site.client()));
  }

  private static void collect(Found node, List<NodeId> variables) {
    for (Found child : node.children()) {
      if (child.nodeClass() == NodeClass.Variable) {
        variables.add(child.id());
      }
      collect(child, variables);
    }
  }

  private void line(Found node, String indent, Map<NodeId, DataValue> values, ValueText text) {
    PrintWriter out = spec.commandLine().getOut();
    DataValue value = values.get(node.id());
    out.println(
        indent
            + node.name().name()
            + (node.nodeClass() == NodeClass.Method ? "()" : "")
            + "  ["
            + node.id().toParseableString()
            + "]"
            + (value == null ? "" : " = " + text.inList(value)));
    for (Found child : node.children()) {
      line(child, indent + "  ", values, text);
    }
  }
}
