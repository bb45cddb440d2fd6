package io.tidegate.connector.mqtt;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Carries out requests from the platform on one connection. Safe for several threads. */
final class Downlinks {

  private static final Duration USUAL_LIMIT = Duration.ofSeconds(5);

  /** What the broker may take beside the device. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final DownlinkRules rules;
  private final BrokerLink link;
  private final TwoWay twoWay;

  Downlinks(DownlinkRules rules, BrokerLink link, TwoWay twoWay) {
    this.rules = rules;
    this.link = link;
    this.twoWay = twoWay;
  }

  Reply handle(Downlink request) throws IOException, InterruptedException {
    try {
      return switch (request) {
        case AttributeUpdate update -> update(update);
        case RpcRequest rpc -> run(template(rpc), RpcVariables.of(rpc));
        case ConnectorRequest rpc -> run(ReservedRpc.template(rpc.params()), RpcVariables.of(rpc));
      };
    } catch (UnfitRequestException e) {
      return new Reply.Failed(String.valueOf(e.getMessage()));
    }
  }

  /** How long a request may take. */
  Duration timeLimit(Downlink request) {
    try {
      RpcTemplate template =
          switch (request) {
            case AttributeUpdate _ -> null;
            case RpcRequest rpc -> template(rpc);
            case ConnectorRequest rpc -> ReservedRpc.template(rpc.params());
          };
      Duration timeout = template == null ? null : template.timeout();
      return timeout == null ? USUAL_LIMIT : timeout.plus(MARGIN);
    } catch (UnfitRequestException e) {
      return USUAL_LIMIT;
    }
  }

  /** A device may have a method called {@code get} too: parameters that are a rule decide. */
  private @Nullable RpcTemplate template(RpcRequest request) throws UnfitRequestException {
    boolean reserved = ReservedRpc.isReserved(request.method());
    Value params = request.params();
    if (reserved && ReservedRpc.isRule(params)) {
      return ReservedRpc.template(params);
    }
    RpcTemplate configured = rules.rpc().template(request);
    return configured == null && reserved ? ReservedRpc.template(params) : configured;
  }

  private Reply run(@Nullable RpcTemplate template, RpcVariables variables)
      throws IOException, InterruptedException, UnfitRequestException {
    if (template == null) {
      return new Reply.Unsupported();
    }
    RpcCommand command = template.command(variables);
    RpcCommand.ExpectedAnswer answer = command.answer();
    if (answer != null) {
      return twoWay.ask(command.message(), answer);
    }
    link.publish(command.message());
    return new Reply.Done();
  }

  private Reply update(AttributeUpdate update) throws IOException, InterruptedException {
    AttributeUpdateRules.Messages messages = rules.updates().messages(update);
    if (messages.messages().isEmpty() && messages.problems().isEmpty()) {
      return new Reply.Unsupported();
    }
    for (Outgoing message : messages.messages()) {
      link.publish(message);
    }
    return messages.problems().isEmpty()
        ? new Reply.Done()
        : new Reply.Failed(String.join("; ", messages.problems()));
  }
}
