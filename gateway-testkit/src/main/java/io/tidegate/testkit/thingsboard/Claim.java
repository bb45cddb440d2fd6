package io.tidegate.testkit.thingsboard;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A device may be claimed by a user.
 *
 * @param secretKey what the user has to know; null if nothing.
 * @param duration how long; null if that was not said.
 */
public record Claim(String device, @Nullable String secretKey, @Nullable Duration duration) {}
