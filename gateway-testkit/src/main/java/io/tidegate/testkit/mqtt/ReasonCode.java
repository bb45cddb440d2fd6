package io.tidegate.testkit.mqtt;

/** The reason codes of MQTT 5 (section 2.4) that servers here answer with. */
public final class ReasonCode {

  public static final int SUCCESS = 0x00;
  public static final int UNSPECIFIED_ERROR = 0x80;
  public static final int MALFORMED_PACKET = 0x81;
  public static final int PROTOCOL_ERROR = 0x82;
  public static final int IMPLEMENTATION_ERROR = 0x83;
  public static final int UNSUPPORTED_VERSION = 0x84;
  public static final int BAD_CLIENT_ID = 0x85;
  public static final int BAD_USER_OR_PASSWORD = 0x86;
  public static final int NOT_AUTHORIZED = 0x87;
  public static final int SERVER_UNAVAILABLE = 0x88;
  public static final int SERVER_SHUTTING_DOWN = 0x8B;
  public static final int KEEP_ALIVE_TIMEOUT = 0x8D;
  public static final int TOPIC_FILTER_INVALID = 0x8F;
  public static final int TOPIC_NAME_INVALID = 0x90;
  public static final int PACKET_TOO_LARGE = 0x95;
  public static final int QUOTA_EXCEEDED = 0x97;
  public static final int PAYLOAD_FORMAT_INVALID = 0x99;
  public static final int SHARED_SUBSCRIPTIONS_UNSUPPORTED = 0x9E;
  public static final int CONNECTION_RATE_EXCEEDED = 0x9F;

  private ReasonCode() {}

  /** The CONNACK return code of MQTT 3.1.1 (section 3.2.2.3) that is nearest to one of MQTT 5. */
  static int connackOfVersion3(int code) {
    return switch (code) {
      case SUCCESS -> 0;
      case UNSUPPORTED_VERSION -> 1;
      case BAD_CLIENT_ID -> 2;
      case BAD_USER_OR_PASSWORD -> 4;
      case NOT_AUTHORIZED -> 5;
      default -> 3;
    };
  }
}
