package io.tidegate.connector.mqtt;

/**
 * What the wire says of a message beside its content.
 *
 * @param identifier by which it is acknowledged; 0 with QoS 0, or where it is not known. A message
 *     that comes again has the same (MQTT 5, 4.4).
 * @param again whether the broker has sent it before and got no acknowledgement.
 */
record Packet(int identifier, boolean again) {

  static final Packet UNKNOWN = new Packet(0, false);
}
