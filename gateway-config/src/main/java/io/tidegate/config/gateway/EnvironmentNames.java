package io.tidegate.config.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which environment variable stands for which key; of two, the later one wins. */
final class EnvironmentNames {

  static final Map<String, String> SECTION_KEYS =
      ordered(
          "host", "host",
          "port", "port",
          "proxy_host", "proxy_host",
          "proxy_port", "proxy_port",
          "TB_GW_HOST", "host",
          "TB_GW_PORT", "port",
          "TB_GW_PROXY_HOST", "proxy_host",
          "TB_GW_PROXY_PORT", "proxy_port",
          "TB_GW_MESSAGES_RATE_LIMITS", "messagesRateLimits",
          "TB_GW_DEVICE_MESSAGES_RATE_LIMIT", "deviceMessagesRateLimits",
          "TB_GW_DEVICE_RATE_LIMITS", "deviceRateLimits",
          "TB_GW_DEVICE_DP_RATE_LIMITS", "deviceDpRateLimits");

  static final Map<String, List<String>> SHARED_LIMITS =
      Map.of(
          "TB_GW_RATE_LIMITS",
          List.of(
              "rateLimits", "messagesRateLimits", "deviceMessagesRateLimits", "deviceRateLimits"),
          "TB_GW_DP_RATE_LIMITS",
          List.of("dpRateLimits", "deviceDpRateLimits"));

  static final Map<String, String> SECURITY_KEYS =
      ordered(
          "type", "type",
          "accessToken", "accessToken",
          "caCert", "caCert",
          "privateKey", "privateKey",
          "cert", "cert",
          "clientId", "clientId",
          "username", "username",
          "password", "password",
          "TB_GW_SECURITY_TYPE", "type",
          "TB_GW_ACCESS_TOKEN", "accessToken",
          "TB_GW_CA_CERT", "caCert",
          "TB_GW_PRIVATE_KEY", "privateKey",
          "TB_GW_CERT", "cert",
          "TB_GW_CLIENT_ID", "clientId",
          "TB_GW_USERNAME", "username",
          "TB_GW_PASSWORD", "password");

  static final String DEVICE = "TB_GW_PROVISIONING_DEVICE_";

  static final Map<String, String> PROVISIONING_KEYS =
      ordered(
          DEVICE + "KEY", "provisionDeviceKey",
          DEVICE + "SECRET", "provisionDeviceSecret",
          DEVICE + "NAME", "deviceName",
          DEVICE + "ACCESS_TOKEN", "access_token",
          DEVICE + "USERNAME", "username",
          DEVICE + "PASSWORD", "password",
          DEVICE + "CLIENT_ID", "client_id",
          DEVICE + "CA_CERT_FILENAME", "caCert");

  static final Set<String> AMBIGUOUS =
      Set.of("host", "port", "type", "username", "password", "cert");

  static final Set<String> EVIDENCE = Set.of("accessToken", "caCert", "privateKey", "clientId");

  static final Set<String> CREDENTIALS =
      Set.of("type", "accessToken", "clientId", "username", "password");

  private EnvironmentNames() {}

  private static Map<String, String> ordered(String... namesAndKeys) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndKeys.length; i += 2) {
      map.put(namesAndKeys[i], namesAndKeys[i + 1]);
    }
    return map;
  }
}
