package io.tidegate.connector.opcua.config;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of {@code rpc_methods}. */
public record MethodConfig(
    @Doc("Browse name of the method; also what the RPC is called.") String method,
    @Doc("Its arguments. An empty list: as many as the RPC brings.") @Default("[]")
        List<Argument> arguments) {

  /** One argument of a method. */
  public record Argument(
      @Doc(
              "`string`, `integer`, `double`, `float`, `boolean`, or a type of OPC-UA such as `Int16`."
                  + " What the server says of the argument goes before.")
          @Nullable String type,
      @Doc("The value where the RPC brings none.") @Nullable ConfigNode value) {}
}
