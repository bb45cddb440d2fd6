package io.tidegate.connector.opcua.tool;

import io.tidegate.connector.opcua.secure.ServerAccess;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate opcua read}. */
@Command(name = "read", description = "Reads the values of nodes.")
final class ReadCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "NODE",
      description = "Node ids (ns=2;s=Speed) or paths (Objects/Plant/Pump1/Temperature).")
  private final List<String> nodes = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException, UaException {
    ServerAccess access = server.access();
    try (Site site = Site.connect(access)) {
      List<NodeId> ids = new ArrayList<>();
      for (String node : nodes) {
        ids.add(NodeArgument.resolve(site, node));
      }
      List<DataValue> values = site.read(ids, AttributeId.Value);
      PrintWriter out = spec.commandLine().getOut();
      ValueText text = new ValueText(site.client());
      for (int i = 0; i < values.size(); i++) {
        out.println(nodes.get(i) + " = " + text.of(values.get(i)));
      }
      return values.stream().anyMatch(value -> value.statusCode().isBad()) ? FAILED : 0;
    }
  }
}
