/** Finds the nodes that paths name. */
@NullMarked
package io.tidegate.connector.opcua.browse;

import org.jspecify.annotations.NullMarked;
