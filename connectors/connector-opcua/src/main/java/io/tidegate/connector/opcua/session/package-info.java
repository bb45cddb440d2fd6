/** Endpoint and session of a server. */
@NullMarked
package io.tidegate.connector.opcua.session;

import org.jspecify.annotations.NullMarked;
