/** One server: its services in bulk and within its limits, and whether it can be reached. */
@NullMarked
package io.tidegate.connector.opcua.link;

import org.jspecify.annotations.NullMarked;
