/** Tests of the codec: every type in every order, the worked examples, random round trips. */
@NullMarked
package io.tidegate.connector.modbus.codec;

import org.jspecify.annotations.NullMarked;
