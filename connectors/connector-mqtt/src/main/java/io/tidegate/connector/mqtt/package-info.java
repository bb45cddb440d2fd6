/** MQTT: takes messages from a broker and maps them to records. */
@NullMarked
package io.tidegate.connector.mqtt;

import org.jspecify.annotations.NullMarked;
