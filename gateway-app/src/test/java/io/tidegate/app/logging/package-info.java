@NullMarked
package io.tidegate.app.logging;

import org.jspecify.annotations.NullMarked;
