package io.tidegate.testkit.thingsboard;

/** The topics of the platform's device and gateway API. */
public final class Topics {

  public static final String OWN_TELEMETRY = "v1/devices/me/telemetry";
  public static final String OWN_ATTRIBUTES = "v1/devices/me/attributes";
  public static final String GATEWAY_CONNECT = "v1/gateway/connect";
  public static final String GATEWAY_DISCONNECT = "v1/gateway/disconnect";
  public static final String GATEWAY_TELEMETRY = "v1/gateway/telemetry";
  public static final String GATEWAY_ATTRIBUTES = "v1/gateway/attributes";
  public static final String GATEWAY_ATTRIBUTES_REQUEST = "v1/gateway/attributes/request";
  public static final String GATEWAY_ATTRIBUTES_RESPONSE = "v1/gateway/attributes/response";
  public static final String GATEWAY_CLAIM = "v1/gateway/claim";
  public static final String GATEWAY_RPC = "v1/gateway/rpc";
  public static final String PROVISION_REQUEST = "/provision/request";
  public static final String PROVISION_RESPONSE = "/provision/response";

  public static final String OWN_RPC_REQUEST = "v1/devices/me/rpc/request/";
  public static final String OWN_RPC_RESPONSE = "v1/devices/me/rpc/response/";

  static final String OWN_ATTRIBUTES_REQUEST = "v1/devices/me/attributes/request/";
  static final String OWN_ATTRIBUTES_RESPONSE = "v1/devices/me/attributes/response/";
  static final String GATEWAY = "v1/gateway/";

  private Topics() {}
}
