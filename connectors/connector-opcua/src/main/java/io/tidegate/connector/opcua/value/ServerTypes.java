package io.tidegate.connector.opcua.value;

import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads structures with the type information of a server, which is asked for when it is needed. */
public final class ServerTypes implements StructureReader {

  private static final Logger log = LoggerFactory.getLogger(ServerTypes.class);

  private final OpcUaClient client;

  /** Of the server that a client is connected to. */
  public ServerTypes(OpcUaClient client) {
    this.client = client;
  }

  @Override
  public @Nullable Object read(ExtensionObject encoded) {
    try {
      return encoded.decode(client.getStaticEncodingContext());
    } catch (UaSerializationException | IndexOutOfBoundsException e) {
      return readDynamic(encoded);
    }
  }

  private @Nullable Object readDynamic(ExtensionObject encoded) {
    try {
      return encoded.decode(client.getDynamicEncodingContext());
    } catch (UaException | RuntimeException e) {
      // What a server tells of its types need not fit what it sends.
      log.debug("type of {} is unknown", encoded.getEncodingOrTypeId(), e);
      return null;
    }
  }
}
