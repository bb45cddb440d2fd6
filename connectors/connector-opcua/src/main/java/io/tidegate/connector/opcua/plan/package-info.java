/** What a configuration comes to on a server: devices, and the nodes of their tags. */
@NullMarked
package io.tidegate.connector.opcua.plan;

import org.jspecify.annotations.NullMarked;
