package io.tidegate.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A component that files have and the gateway accepts without using it; a warning says why. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface NoEffect {

  /** The warning, such as {@code is not active yet}. */
  String value();

  /** A value, as written in a file, that asks for nothing and gives no warning; empty: none. */
  String unless() default "";
}
