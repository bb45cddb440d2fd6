package io.tidegate.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record whose keys stand among those of the record around it: for keys that several records
 * share. It has no key and no {@link Doc} of its own, and is not {@link Checked}: its rules are
 * those of the record around it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Inline {}
