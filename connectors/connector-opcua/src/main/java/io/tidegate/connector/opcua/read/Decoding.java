package io.tidegate.connector.opcua.read;

import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;

/** Reads the structures of the standard in the server's messages. */
record Decoding(EncodingContext context) {

  /** A structure of an unknown type, or one that ends too soon. */
  static final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private UnreadableException(ExtensionObject encoded, RuntimeException cause) {
      super(encoded.getEncodingOrTypeId().toParseableString() + ": " + cause.getMessage(), cause);
    }
  }

  UaStructuredType read(ExtensionObject encoded) throws UnreadableException {
    try {
      return encoded.decode(context);
    } catch (UaSerializationException | IndexOutOfBoundsException e) {
      throw new UnreadableException(encoded, e);
    }
  }
}
