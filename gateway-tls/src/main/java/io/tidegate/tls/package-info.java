/** TLS from PEM files: what to trust, and whom to be. */
@NullMarked
package io.tidegate.tls;

import org.jspecify.annotations.NullMarked;
