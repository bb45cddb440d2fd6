/** The gateway's own configuration folder: its files, its environment and its connectors. */
@NullMarked
package io.tidegate.config.gateway;

import org.jspecify.annotations.NullMarked;
