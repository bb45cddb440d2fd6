@NullMarked
package io.tidegate.thingsboard;

import org.jspecify.annotations.NullMarked;
