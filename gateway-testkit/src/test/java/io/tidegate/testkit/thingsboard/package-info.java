@NullMarked
package io.tidegate.testkit.thingsboard;

import org.jspecify.annotations.NullMarked;
