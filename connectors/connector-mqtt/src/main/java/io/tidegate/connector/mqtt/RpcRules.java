package io.tidegate.connector.mqtt;

import io.tidegate.connector.Downlink.RpcRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code serverSideRpc} section, compiled: the first rule that matches a request is used. */
final class RpcRules {

  private record Rule(NameFilter device, NameFilter method, RpcTemplate template) {}

  private final List<Rule> rules;

  RpcRules(List<RequestsConfig.Rpc> configs) {
    rules =
        configs.stream()
            .map(config ->
                new Rule(
                    NameFilter.compile(config.deviceNameFilter()),
                    NameFilter.compile(config.methodFilter()),
                    new RpcTemplate(config)))
            .toList();
  }

  /** How a request is carried out; null if no rule matches it. */
  @Nullable RpcTemplate template(RpcRequest request) {
    for (Rule rule : rules) {
      if (rule.device.isFoundIn(request.device().name())
          && rule.method.isFoundIn(request.method())) {
        return rule.template;
      }
    }
    return null;
  }
}
