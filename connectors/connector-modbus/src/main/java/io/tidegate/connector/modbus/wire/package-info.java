/**
 * How requests get to units and answers back: media, framings, serial ports.
 *
 * <p>{@link io.tidegate.connector.modbus.wire.Wires} opens what a client asks over, {@link
 * io.tidegate.connector.modbus.wire.Listeners} what a server answers at. A {@code Link} carries
 * bytes, a {@code Framer} finds the answer in them, a {@code RequestReader} the requests, and the
 * {@code Inbox} of a wire is where they meet the thread that waits.
 */
@NullMarked
package io.tidegate.connector.modbus.wire;

import org.jspecify.annotations.NullMarked;
