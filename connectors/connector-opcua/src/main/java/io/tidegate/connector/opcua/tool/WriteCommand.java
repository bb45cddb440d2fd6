package io.tidegate.connector.opcua.tool;

import io.tidegate.connector.opcua.value.TypeCast;
import io.tidegate.connector.opcua.value.UnfitValueException;
import io.tidegate.data.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate opcua write}. */
@Command(name = "write", description = "Writes a value to a node, and reads it again.")
final class WriteCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final Confirmation confirmation = new Confirmation();
  @Spec private CommandSpec spec;

  @Parameters(index = "1", paramLabel = "NODE", description = "Node id or path.")
  private String node = "";

  @Parameters(
      index = "2",
      paramLabel = "VALUE",
      description = "The value; [1, 2, 3] for an array, hexadecimal digits for a ByteString.")
  private String value = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Its type, such as Int16. Missing: the type of the value that is there.")
  private @Nullable String type;

  @Override
  public Integer call() throws IOException, InterruptedException, UaException {
    try (Site site = Site.connect(server.access())) {
      NodeId id = NodeArgument.resolve(site, node);
      DataValue before = site.read(id, AttributeId.Value);
      OpcUaDataType wanted = type(site, id, before);
      Variant written = parsed(wanted, before);
      ValueText text = new ValueText(site.client());
      String question =
          "Write %s (%s) to %s of %s, which is %s?"
              .formatted(
                  text.content(written.value()), wanted, node, server.address(), text.of(before));
      return confirmation.given(question) ? write(site, id, written) : FAILED;
    }
  }

  private int write(Site site, NodeId id, Variant written) throws UaException {
    PrintWriter out = spec.commandLine().getOut();
    // Many servers take a value alone, and refuse one with a status or a time.
    StatusCode status =
        site.client().writeValues(List.of(id), List.of(DataValue.valueOnly(written))).getFirst();
    if (status.isBad()) {
      spec.commandLine()
          .getErr()
          .println("tidegate: the server refuses: " + ValueText.status(status));
      return FAILED;
    }
    DataValue after = site.read(id, AttributeId.Value);
    out.println(node + " = " + new ValueText(site.client()).of(after));
    return 0;
  }

  private Variant parsed(OpcUaDataType wanted, DataValue before) {
    Object content = before.value().value();
    boolean isArray =
        content == null
            ? value.startsWith("[")
            : content instanceof Matrix || content.getClass().isArray();
    try {
      return TypeCast.cast(isArray ? new Value.Json(value) : new Value.Text(value), wanted);
    } catch (UnfitValueException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private OpcUaDataType type(Site site, NodeId id, DataValue before) throws UaException {
    if (type != null) {
      return Stream.of(OpcUaDataType.values())
          .filter(each -> each.name().equalsIgnoreCase(type))
          .findFirst()
          .orElseThrow(
              () -> new ParameterException(spec.commandLine(), type + " is no built-in type"));
    }
    return before.value().getDataType().orElseGet(() -> declared(site, id));
  }

  private OpcUaDataType declared(Site site, NodeId id) {
    try {
      Object declared = site.read(id, AttributeId.DataType).value().value();
      OpcUaDataType builtIn =
          declared instanceof NodeId dataType && OpcUaDataType.isBuiltin(dataType)
              ? OpcUaDataType.fromNodeId(dataType)
              : null;
      if (builtIn != null) {
        return builtIn;
      }
    } catch (UaException e) {
      // Then nobody knows.
    }
    throw new ParameterException(
        spec.commandLine(), node + " has no value whose type could be taken: add --type");
  }
}
