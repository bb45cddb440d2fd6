package io.tidegate.connector.mqtt;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import io.reactivex.schedulers.Schedulers;
import io.tidegate.connector.ConfigurationException;
import io.tidegate.tls.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What both versions of the client are built from.
 *
 * @param receiveMaximum how many messages the broker may have on the way, told to it with MQTT 5.
 */
record LinkSettings(BrokerConfig broker, String clientId, int receiveMaximum) {

  static final long CONNECT_SECONDS = 10;

  /**
   * Where and how to connect.
   *
   * @throws ConfigurationException if a certificate or key file can't be used.
   */
  MqttClientTransportConfig transport() {
    MqttClientTransportConfigBuilder builder =
        MqttClientTransportConfig.builder()
            .serverHost(broker.host())
            .serverPort(broker.port())
            .socketConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .mqttConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS);
    return (broker.security().usesTls() ? builder.sslConfig(tls()) : builder).build();
  }

  private MqttClientSslConfig tls() {
    TlsSettings tls = broker.security().tls();
    return MqttClientSslConfig.builder()
        .trustManagerFactory(tls.trustManagers())
        .keyManagerFactory(tls.keyManagers())
        .hostnameVerifier(tls.hostnameVerifier())
        .build();
  }

  /** The loop that the link uses; it ends it, too. */
  NetworkThread networkThread() {
    return new NetworkThread("mqtt-" + broker.host());
  }

  /**
   * Callbacks run on the event loop: any queue between it and the inbox would be unbounded, or
   * drop.
   */
  static MqttClientExecutorConfig executors(NetworkThread network) {
    return MqttClientExecutorConfig.builder()
        .nettyExecutor(network)
        .nettyThreads(1)
        .applicationScheduler(Schedulers.from(Runnable::run))
        .build();
  }

  /** The reason why a connection ended goes to the listener. */
  static MqttClientDisconnectedListener ending(LinkListener listener) {
    return context -> listener.ended(context.getCause());
  }

  byte @Nullable [] password() {
    String password = broker.security().password();
    return password == null ? null : password.getBytes(StandardCharsets.UTF_8);
  }
}
