package io.tidegate.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A list or map whose elements stand on their own: one with an error is told as an error and left
 * out, and the configuration is used with the others. Or a value that may be missing, and without
 * which the others are still worth having: it is told, and counts as missing.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface SkipInvalid {}
