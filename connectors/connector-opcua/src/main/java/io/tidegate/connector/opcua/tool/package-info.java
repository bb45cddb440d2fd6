/** The command line tool for people on site. */
@NullMarked
package io.tidegate.connector.opcua.tool;

import org.jspecify.annotations.NullMarked;
