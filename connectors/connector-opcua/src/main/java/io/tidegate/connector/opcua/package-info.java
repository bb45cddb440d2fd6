/** OPC-UA: subscribes to, reads, writes and calls the nodes of a server. */
@NullMarked
package io.tidegate.connector.opcua;

import org.jspecify.annotations.NullMarked;
