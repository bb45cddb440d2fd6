package io.tidegate.testkit.thingsboard;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.tidegate.testkit.mqtt.ConnectRequest;
import io.tidegate.testkit.mqtt.MqttConnection;
import io.tidegate.testkit.mqtt.MqttService;
import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.thingsboard.Counters.Count;
import java.time.Duration;

/** Lets clients in as the platform does, or as the stand-in was told. */
final class PlatformService implements MqttService {

  private static final String PROVISION = "provision";

  private final Platform platform;

  PlatformService(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Greeting greet() {
    return switch (platform.behaviour.connectAnswer()) {
      case ConnectAnswer.Close() -> Greeting.CLOSE;
      case ConnectAnswer.Blackhole() -> Greeting.IGNORE;
      case ConnectAnswer.Accept(), ConnectAnswer.AcceptAndClose(), ConnectAnswer.Refuse(_) ->
          Greeting.SERVE;
    };
  }

  @Override
  public ConnectReply connect(MqttConnection connection, ConnectRequest request) {
    ConnectReply reply =
        switch (platform.behaviour.connectAnswer()) {
          case ConnectAnswer.Accept() -> checked(connection, request);
          case ConnectAnswer.Refuse(int code) -> new ConnectReply.Refuse(code);
          case ConnectAnswer.AcceptAndClose() -> {
            connection.later(Duration.ZERO, connection::close);
            yield checked(connection, request);
          }
          case ConnectAnswer.Close() -> new ConnectReply.Close();
          case ConnectAnswer.Blackhole() -> new ConnectReply.Ignore();
        };
    boolean accepted = reply instanceof ConnectReply.Accept;
    platform.counters.add(accepted ? Count.CONNECTS : Count.REFUSED_CONNECTS, 1);
    return reply;
  }

  private ConnectReply checked(MqttConnection connection, ConnectRequest request) {
    if (PROVISION.equals(request.userName()) || PROVISION.equals(request.clientId())) {
      return ConnectReply.Accept.of(new ProvisioningSession(platform, connection));
    }
    return platform
        .accounts
        .of(request)
        .map(account -> accepted(connection, request, account))
        .orElseGet(() -> new ConnectReply.Refuse(refusal(request)));
  }

  // The platform sends no properties, not even the client id that it should assign, and repeats
  // the wish of the client for its old session without having one.
  private ConnectReply accepted(
      MqttConnection connection, ConnectRequest request, Account account) {
    PlatformSession session = new PlatformSession(platform, connection, account);
    platform.sessions.add(session);
    platform.listeners.forEach(StandInListener::connected);
    return new ConnectReply.Accept(session, request.session(), MqttProperties.NO_PROPERTIES);
  }

  private static int refusal(ConnectRequest request) {
    if (request.certificate() != null) {
      return ReasonCode.NOT_AUTHORIZED;
    }
    if (request.userName() != null) {
      return ReasonCode.BAD_USER_OR_PASSWORD;
    }
    return request.clientId().isBlank() ? ReasonCode.NOT_AUTHORIZED : ReasonCode.BAD_CLIENT_ID;
  }
}
