package io.tidegate.connector.opcua.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.opcua.peers.MiloServer;
import io.tidegate.data.Value.Json;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.junit.jupiter.api.Test;

class ServerTypesTest {

  @Test
  void aStructureThatEndsTooSoonIsItsBytes() throws Exception {
    try (MiloServer server = MiloServer.start()) {
      OpcUaClient client = OpcUaClient.create(server.url());
      client.connect();
      ValueConverter values = new ValueConverter(new ServerTypes(client));
      ExtensionObject cut =
          ExtensionObject.of(
              ByteString.of(new byte[] {1, 2, 3}), NodeIds.Range_Encoding_DefaultBinary);
      assertThat(values.convert(cut))
          .isEqualTo(new Json("{\"encoding\":\"i=886\",\"body\":\"010203\"}"));
      client.disconnect();
    }
  }
}
