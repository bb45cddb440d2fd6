/** The rules of docs/spec/record-log.md, tried; names and comments cite them. */
@NullMarked
package io.tidegate.log;

import org.jspecify.annotations.NullMarked;
