/** The demo: a plant, a gateway and a stand-in for ThingsBoard in one process. */
@NullMarked
package io.tidegate.app.demo;

import org.jspecify.annotations.NullMarked;
