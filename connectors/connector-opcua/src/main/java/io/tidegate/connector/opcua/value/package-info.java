/** Values of OPC-UA to values of the platform, and back. */
@NullMarked
package io.tidegate.connector.opcua.value;

import org.jspecify.annotations.NullMarked;
