package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.thingsboard.Account.Kind;
import io.tidegate.testkit.thingsboard.StandInSettings.ProvisioningProfile;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lets a new device in and gives it its credentials. */
final class Provisioning {

  private final ProvisioningProfile profile;
  private final Accounts accounts;

  Provisioning(ProvisioningProfile profile, Accounts accounts) {
    this.profile = profile;
    this.accounts = accounts;
  }

  /** The answer to a {@code /provision/request}. */
  byte[] answer(byte[] payload) throws PayloadException {
    try {
      JsonNode request = JsonMapper.shared().readTree(payload);
      return JsonMapper.shared().writeValueAsBytes(answer(request));
    } catch (JacksonException e) {
      throw new PayloadException(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> answer(JsonNode request) {
    String name = request.path("deviceName").asString(UUID.randomUUID().toString());
    if (!profile.key().equals(text(request, "provisionDeviceKey"))
        || !profile.secret().equals(text(request, "provisionDeviceSecret"))) {
      return failure("NOT_FOUND", "Provision data was not found!");
    }
    if (accounts.all().stream().anyMatch(account -> account.name().equals(name))) {
      return failure("FAILURE", "Failed to provision device!");
    }
    Kind kind = request.path("gateway").asBoolean(false) ? Kind.GATEWAY : Kind.DEVICE;
    return switch (request.path("credentialsType").asString("ACCESS_TOKEN")) {
      case "ACCESS_TOKEN" -> withToken(name, kind, text(request, "token"));
      case "MQTT_BASIC" -> withPassword(name, kind, request);
      case "X509_CERTIFICATE" -> withCertificate(name, kind, text(request, "hash"));
      default -> failure("FAILURE", "Unknown credentials type!");
    };
  }

  private Map<String, Object> withToken(String name, Kind kind, @Nullable String wanted) {
    String token = wanted == null ? UUID.randomUUID().toString() : wanted;
    accounts.add(new Account(name, kind, new Credentials.AccessToken(token)));
    return success("ACCESS_TOKEN", token);
  }

  private Map<String, Object> withPassword(String name, Kind kind, JsonNode request) {
    String clientId = text(request, "clientId");
    String userName = text(request, "username");
    String password = text(request, "password");
    if (clientId == null || userName == null || password == null) {
      return failure("FAILURE", "Failed to provision device!");
    }
    accounts.add(new Account(name, kind, new Credentials.Basic(clientId, userName, password)));
    return success(
        "MQTT_BASIC", Map.of("clientId", clientId, "userName", userName, "password", password));
  }

  private Map<String, Object> withCertificate(String name, Kind kind, @Nullable String pem) {
    if (pem == null) {
      return failure("FAILURE", "Failed to provision device!");
    }
    accounts.add(new Account(name, kind, Credentials.X509.ofPem(pem)));
    return success("X509_CERTIFICATE", pem);
  }

  private static @Nullable String text(JsonNode request, String field) {
    JsonNode node = request.path(field);
    return node.isString() ? node.asString() : null;
  }

  private static Map<String, Object> success(String type, Object credentials) {
    return Map.of("status", "SUCCESS", "credentialsType", type, "credentialsValue", credentials);
  }

  private static Map<String, Object> failure(String status, String message) {
    return Map.of("status", status, "errorMsg", message);
  }
}
