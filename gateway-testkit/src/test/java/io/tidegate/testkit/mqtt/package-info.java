@NullMarked
package io.tidegate.testkit.mqtt;

import org.jspecify.annotations.NullMarked;
