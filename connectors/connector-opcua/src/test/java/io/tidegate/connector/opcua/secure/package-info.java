/** Tests of certificates, users and trust, against servers that are not built on Milo. */
@NullMarked
package io.tidegate.connector.opcua.secure;

import org.jspecify.annotations.NullMarked;
