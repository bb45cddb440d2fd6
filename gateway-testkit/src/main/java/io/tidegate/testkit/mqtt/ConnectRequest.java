package io.tidegate.testkit.mqtt;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a client says in its CONNECT.
 *
 * @param version 4 for MQTT 3.1.1, 5 for MQTT 5.
 * @param clientId empty if the server has to give one.
 * @param session whether the client wants to go on with an earlier session.
 * @param certificate of the client, verified, if it showed one.
 */
public record ConnectRequest(
    int version,
    String clientId,
    @Nullable String userName,
    @Nullable String password,
    int keepAliveSeconds,
    MqttService.SessionPresence session,
    @Nullable X509Certificate certificate) {}
