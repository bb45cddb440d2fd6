/** The accounts: every record that was read is found in them, and they add up. */
@NullMarked
package io.tidegate.engine.ledger;

import org.jspecify.annotations.NullMarked;
