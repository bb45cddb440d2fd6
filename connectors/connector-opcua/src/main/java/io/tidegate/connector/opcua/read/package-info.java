/** Up from the server: subscriptions, polls, history. */
@NullMarked
package io.tidegate.connector.opcua.read;

import org.jspecify.annotations.NullMarked;
