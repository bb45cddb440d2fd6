/** What the platform calls of the gateway itself: its methods, its connectors, the remote shell. */
@NullMarked
package io.tidegate.app.rpc;

import org.jspecify.annotations.NullMarked;
