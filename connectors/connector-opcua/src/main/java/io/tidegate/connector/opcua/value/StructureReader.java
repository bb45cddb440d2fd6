package io.tidegate.connector.opcua.value;

import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.jspecify.annotations.Nullable;

/** Reads structures, with what the server tells about their types. */
@FunctionalInterface
public interface StructureReader {

  /** The structure, or null if its type is not to be found out. */
  @Nullable Object read(ExtensionObject encoded);
}
