/** ThingsBoard as the platform: topics, JSON, limits, provisioning. */
@NullMarked
package io.tidegate.thingsboard;

import org.jspecify.annotations.NullMarked;
