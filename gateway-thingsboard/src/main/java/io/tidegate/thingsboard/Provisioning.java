package io.tidegate.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidegate.config.gateway.ProvisioningConfig;
import io.tidegate.config.gateway.StoredCredentials;
import io.tidegate.config.json.AtomicFile;
import io.tidegate.connector.ConfigurationException;
import io.tidegate.thingsboard.LinkOptions.Login;
import io.tidegate.tls.SelfSignedCertificate;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks ThingsBoard for credentials of the gateway's own, once, and keeps them in {@code
 * .credentials} in the configuration folder, for {@link StoredCredentials} to read: the platform's
 * answer with {@code caCert} added, one line of JSON, as the Python gateway has it.
 *
 * @param server where to ask.
 * @param proxy an HTTP proxy; null for none.
 * @param tls how that connection is secured; null for plain TCP, except on port 8883.
 * @param folder the configuration folder.
 * @param patience how long the answer may take.
 */
public record Provisioning(
    Server server,
    @Nullable Server proxy,
    @Nullable TlsSettings tls,
    Path folder,
    Duration patience) {

  private static final int RANDOM_LENGTH = 15;
  private static final int RANDOM_NAME_LENGTH = 5;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** With the time that the Python gateway has for it. */
  public Provisioning(
      Server server, @Nullable Server proxy, @Nullable TlsSettings tls, Path folder) {
    this(server, proxy, tls, folder, Duration.ofSeconds(60));
  }

  /**
   * Asks for credentials and stores them.
   *
   * @throws IOException if there was no answer, or the result can't be written: try again later.
   * @throws ConfigurationException if the platform refused; the message is the platform's.
   */
  public void provision(ProvisioningConfig wanted) throws IOException, InterruptedException {
    ObjectNode answer = accepted(ask(JsonMapper.shared().writeValueAsBytes(body(wanted))));
    if (wanted.caCert() != null) {
      answer.put("caCert", wanted.caCert());
    }
    AtomicFile.replaceSecret(
        folder.resolve(StoredCredentials.FILE), JsonMapper.shared().writeValueAsBytes(answer));
  }

  private ObjectNode body(ProvisioningConfig wanted) throws IOException {
    SecureRandom random = new SecureRandom();
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("provisionDeviceKey", wanted.provisionDeviceKey());
    body.put("provisionDeviceSecret", wanted.provisionDeviceSecret());
    switch (wanted.type()) {
      case ACCESS_TOKEN -> body.put("token", orRandom(wanted.accessToken(), random));
      case MQTT_BASIC -> {
        body.put("username", orRandom(wanted.username(), random));
        body.put("password", orRandom(wanted.password(), random));
        body.put("clientId", orRandom(wanted.clientId(), random));
      }
      case X509_CERTIFICATE ->
          body.put("hash", Files.readString(SelfSignedCertificate.create(folder).certFile()));
    }
    String name = wanted.deviceName();
    body.put("credentialsType", wanted.type().name());
    body.put("deviceName", name == null ? "Gateway " + letters(random, RANDOM_NAME_LENGTH) : name);
    body.put("gateway", true);
    return body;
  }

  private static String orRandom(@Nullable String given, SecureRandom random) {
    return given == null ? letters(random, RANDOM_LENGTH) : given;
  }

  private static String letters(SecureRandom random, int length) {
    StringBuilder letters = new StringBuilder();
    random.ints(length, 'a', 'z' + 1).forEach(c -> letters.append((char) c));
    return letters.toString();
  }

  private byte[] ask(byte[] body) throws IOException, InterruptedException {
    LinkOptions options =
        new LinkOptions(
            server,
            proxy,
            LinkOptions.tls(tls, server),
            new Login("", "provision", null),
            KEEP_ALIVE,
            CONNECT);
    AnswerWaiter waiter = new AnswerWaiter();
    Mqtt3Link link = new Mqtt3Link(options, waiter);
    try {
      var _ = link.open();
      link.subscribe(Topics.PROVISION_RESPONSE, 0);
      link.publishUnacknowledged(Topics.PROVISION_REQUEST, body);
      return waiter.await(patience);
    } finally {
      link.close();
    }
  }

  private static ObjectNode accepted(byte[] payload) {
    JsonNode answer;
    try {
      answer = JsonMapper.shared().readTree(payload);
    } catch (JacksonException e) {
      throw new ConfigurationException(
          "provisioning failed: the answer is no JSON: " + new String(payload, UTF_8));
    }
    if (answer instanceof ObjectNode object
        && object.path("status").asString("").equals("SUCCESS")) {
      return object;
    }
    throw new ConfigurationException(
        "provisioning failed: the platform says "
            + answer.path("errorMsg").asString(answer.path("status").asString("nothing")));
  }

  /** Waits for the one message. */
  private static final class AnswerWaiter implements MqttLink.Events {

    private final BlockingQueue<Object> came = new LinkedBlockingQueue<>();

    @Override
    public void received(String topic, byte[] payload) {
      came.add(payload);
    }

    @Override
    public void ended(IOException cause) {
      came.add(cause);
    }

    byte[] await(Duration patience) throws IOException, InterruptedException {
      return switch (came.poll(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        case byte[] payload -> payload;
        case IOException cause -> throw new IOException(cause.getMessage(), cause);
        case null, default ->
            throw new IOException(
                "no answer to the provisioning request within " + patience.toSeconds() + " s");
      };
    }
  }
}
