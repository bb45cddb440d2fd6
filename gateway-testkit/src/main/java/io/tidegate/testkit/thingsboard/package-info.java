/**
 * A stand-in for ThingsBoard: a real MQTT 5 server with the platform's gateway API, which remembers
 * what it was sent and can be told to misbehave.
 */
@NullMarked
package io.tidegate.testkit.thingsboard;

import org.jspecify.annotations.NullMarked;
