/** Down to the server: writes and method calls. */
@NullMarked
package io.tidegate.connector.opcua.write;

import org.jspecify.annotations.NullMarked;
