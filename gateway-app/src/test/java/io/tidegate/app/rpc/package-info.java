/** The gateway's own RPC, against the trace of the Python gateway and with a real shell. */
@NullMarked
package io.tidegate.app.rpc;

import org.jspecify.annotations.NullMarked;
