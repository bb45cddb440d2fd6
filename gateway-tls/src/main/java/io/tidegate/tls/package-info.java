/** Certificates and keys from PEM files, in the forms that TLS clients take. */
@NullMarked
package io.tidegate.tls;

import org.jspecify.annotations.NullMarked;
