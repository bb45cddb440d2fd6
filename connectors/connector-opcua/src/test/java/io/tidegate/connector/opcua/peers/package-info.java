/** The servers that the tests talk to. */
@NullMarked
package io.tidegate.connector.opcua.peers;

import org.jspecify.annotations.NullMarked;
