package io.tidegate.connector.opcua.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NodeOpcuaServerTest {

  @BeforeAll
  static void isInstalled() {
    NodeOpcuaServer.assumeInstalled();
  }

  @Test
  void servesItsPlantAndDoesWhatItIsTold() throws IOException, InterruptedException, UaException {
    try (NodeOpcuaServer server = NodeOpcuaServer.start()) {
      OpcUaClient client = OpcUaClient.create(server.url());
      client.connect();
      NodeId temperature = NodeId.parse("ns=2;s=Plant/Pump1/Temperature");
      server.tell("set " + temperature.toParseableString() + " 25.5");
      assertThat(read(client, temperature).getValue().getValue()).isEqualTo(25.5);
      server.tell("delete ns=2;s=Plant/Pump1/Temperature");
      assertThat(read(client, temperature).getStatusCode().isBad()).isTrue();
      client.disconnect();
      server.kill();
      server.restart();
      client.connect();
      assertThat(read(client, temperature).getValue().getValue()).isEqualTo(21.5);
      client.disconnect();
    }
  }

  private static DataValue read(OpcUaClient client, NodeId node) throws UaException {
    return client.readValues(0, TimestampsToReturn.Both, List.of(node)).getFirst();
  }
}
