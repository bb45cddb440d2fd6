package io.tidegate.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The static method of a type that makes it from the text in a file; it takes one {@code String}
 * and says with an {@code IllegalArgumentException} what is wrong with it. A record that has one
 * may be written as an object too.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FromText {

  /** What the text is, as it continues "must be", such as {@code a host name}. */
  String value();
}
