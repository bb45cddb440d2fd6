/** Who the gateway is for a server, which servers it trusts, and the way from there to a client. */
@NullMarked
package io.tidegate.connector.opcua.secure;

import org.jspecify.annotations.NullMarked;
