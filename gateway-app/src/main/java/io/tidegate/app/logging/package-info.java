/** Turns {@code logs.json} into Logback: the console, and files that rotate. */
@NullMarked
package io.tidegate.app.logging;

import org.jspecify.annotations.NullMarked;
