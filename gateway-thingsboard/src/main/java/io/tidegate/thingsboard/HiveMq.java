package io.tidegate.thingsboard;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttProxyConfig;
import com.hivemq.client.mqtt.MqttProxyProtocol;
import com.hivemq.client.mqtt.datatypes.MqttClientIdentifier;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.reactivex.schedulers.Schedulers;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What both versions of the client library's client have in common. */
final class HiveMq {

  /**
   * Bytes of the longest packet that is taken. ThingsBoard itself takes and gives 64 KB unless it
   * is configured otherwise; without a bound a packet of up to 256 MB would be collected in memory.
   */
  static final int MAXIMUM_PACKET_SIZE = 2 << 20;

  private HiveMq() {}

  /** Of the three that MQTT has, the two that we use. */
  static MqttQos qos(int qos) {
    return qos == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE;
  }

  static MqttClientBuilder builder(LinkOptions options, ClientThread thread) {
    return MqttClient.builder()
        // Not left out: then HiveMQ insists that a server of MQTT 5 assigns an identifier
        // (MQTT 5, 3.2.2.3.7), which ThingsBoard does not do.
        .identifier(MqttClientIdentifier.of(options.login().clientId()))
        .transportConfig(transport(options))
        .executorConfig(
            MqttClientExecutorConfig.builder()
                .nettyExecutor(thread.loop())
                .nettyThreads(1)
                // Callbacks run on the network thread: no hop to another one per message.
                .applicationScheduler(Schedulers.trampoline())
                .build());
  }

  private static MqttClientTransportConfig transport(LinkOptions options) {
    long millis = options.timeout().toMillis();
    MqttClientTransportConfigBuilder builder =
        MqttClientTransportConfig.builder()
            .serverHost(options.server().host())
            .serverPort(options.server().port())
            .socketConnectTimeout(millis, TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(millis, TimeUnit.MILLISECONDS);
    if (options.proxy() != null) {
      builder =
          builder.proxyConfig(
              MqttProxyConfig.builder()
                  .protocol(MqttProxyProtocol.HTTP)
                  .host(options.proxy().host())
                  .port(options.proxy().port())
                  .handshakeTimeout(millis, TimeUnit.MILLISECONDS)
                  .build());
    }
    if (options.tls() != null) {
      builder = builder.sslConfig(ssl(options.tls(), millis));
    }
    return builder.build();
  }

  private static MqttClientSslConfig ssl(TlsSettings tls, long timeoutMillis) {
    return MqttClientSslConfig.builder()
        .trustManagerFactory(tls.trustManagers())
        .keyManagerFactory(tls.keyManagers())
        .protocols(List.of("TLSv1.3", "TLSv1.2"))
        .hostnameVerifier(tls.hostnameVerifier())
        .handshakeTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .build();
  }

  /** Waits for a connection; the library keeps the deadlines of its steps. */
  static <T> T await(CompletableFuture<T> future, LinkOptions options)
      throws ExecutionException, IOException, InterruptedException {
    try {
      // Proxy, TCP, TLS, CONNECT; a name server has time of its own.
      return future.get(5 * options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no connection to " + options.server() + " in time", e);
    }
  }

  static Throwable causeOf(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null ? e : cause;
  }

  /** Gives a server that is still there the time to read the DISCONNECT. */
  static void close(CompletableFuture<Void> disconnected, ClientThread thread) {
    try {
      var _ = disconnected.get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Not connected any more, or the peer is dead: stopping the thread is all that is left.
    } finally {
      thread.stop();
    }
  }
}
