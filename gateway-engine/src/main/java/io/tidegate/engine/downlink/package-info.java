/** From the platform to the devices: which session serves a device, in which order, until when. */
@NullMarked
package io.tidegate.engine.downlink;

import org.jspecify.annotations.NullMarked;
