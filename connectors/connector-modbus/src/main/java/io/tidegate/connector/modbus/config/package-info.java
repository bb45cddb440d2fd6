/**
 * The configuration file as records, and what of older files becomes them. Knows the pure packages
 * {@code codec} and {@code plan}, for its checks; these know nothing of it.
 */
@NullMarked
package io.tidegate.connector.modbus.config;

import org.jspecify.annotations.NullMarked;
