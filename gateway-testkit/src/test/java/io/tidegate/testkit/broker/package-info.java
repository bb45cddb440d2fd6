@NullMarked
package io.tidegate.testkit.broker;

import org.jspecify.annotations.NullMarked;
