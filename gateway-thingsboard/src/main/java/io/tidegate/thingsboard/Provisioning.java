package io.tidegate.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * .credentials} in the configuration folder, in the form of the Python gateway.
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
  public Security provision(ProvisioningRequest request) throws IOException, InterruptedException {
    ObjectNode body = body(request);
    ObjectNode answer = accepted(ask(JsonMapper.shared().writeValueAsBytes(body)));
    if (request.credentials() instanceof ProvisioningRequest.Wanted.Certificate(Path caCert)
        && caCert != null) {
      answer.put("caCert", caCert.toString());
    }
    CredentialsFile file = new CredentialsFile(folder);
    file.write(answer);
    return file.read(tls);
  }

  private ObjectNode body(ProvisioningRequest request) throws IOException {
    SecureRandom random = new SecureRandom();
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("provisionDeviceKey", request.deviceKey());
    body.put("provisionDeviceSecret", request.deviceSecret());
    switch (request.credentials()) {
      case ProvisioningRequest.Wanted.Token(String token) -> {
        body.put("token", ProvisioningRequest.orRandom(token, random));
        body.put("credentialsType", CredentialsFile.ACCESS_TOKEN);
      }
      case ProvisioningRequest.Wanted.Basic(String clientId, String username, String password) -> {
        body.put("username", ProvisioningRequest.orRandom(username, random));
        body.put("password", ProvisioningRequest.orRandom(password, random));
        body.put("clientId", ProvisioningRequest.orRandom(clientId, random));
        body.put("credentialsType", CredentialsFile.MQTT_BASIC);
      }
      case ProvisioningRequest.Wanted.Certificate _ -> {
        SelfSignedCertificate made = SelfSignedCertificate.create(folder);
        body.put("hash", Files.readString(made.certFile()));
        body.put("credentialsType", CredentialsFile.X509_CERTIFICATE);
      }
    }
    body.put("deviceName", request.name(random));
    body.put("gateway", true);
    return body;
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
