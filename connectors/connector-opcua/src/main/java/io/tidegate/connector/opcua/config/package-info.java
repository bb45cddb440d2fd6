/** The file of an OPC-UA connector as records. */
@NullMarked
package io.tidegate.connector.opcua.config;

import org.jspecify.annotations.NullMarked;
