/** How configurations name nodes: paths, node ids and texts with both. Pure. */
@NullMarked
package io.tidegate.connector.opcua.address;

import org.jspecify.annotations.NullMarked;
