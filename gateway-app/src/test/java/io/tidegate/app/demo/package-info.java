@NullMarked
package io.tidegate.app.demo;

import org.jspecify.annotations.NullMarked;
