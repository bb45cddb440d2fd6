package io.tidegate.thingsboard;

/** What the platform counts separately. */
enum MessageClass {
  /** The gateway's own telemetry and attributes. */
  OWN_DATA,
  /** The gateway's other messages, subscriptions, and what the platform sends it. */
  OWN_MESSAGES,
  /** Telemetry and attributes of devices. */
  DEVICE_DATA,
  /** Connects, disconnects and replies of devices, and what the platform sends them. */
  DEVICE_MESSAGES
}
