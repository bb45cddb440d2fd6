package io.tidegate.connector.opcua;

import io.tidegate.connector.SiteTool;
import io.tidegate.connector.opcua.tool.OpcUaCommand;
import java.io.PrintWriter;
import java.util.List;

/** {@code tidegate opcua}: looks into OPC-UA servers, without a gateway. */
public final class OpcUaTool implements SiteTool {

  @Override
  public String type() {
    return "opcua";
  }

  @Override
  public String summary() {
    return "Looks into OPC-UA servers: endpoints, browse, read, write, subscribe, trust.";
  }

  @Override
  public int run(List<String> arguments, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    return OpcUaCommand.run(arguments, out, err);
  }
}
