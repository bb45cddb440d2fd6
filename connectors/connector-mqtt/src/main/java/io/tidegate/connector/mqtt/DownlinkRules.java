package io.tidegate.connector.mqtt;

/** What a configuration says about requests from the platform, compiled; sessions share it. */
record DownlinkRules(AttributeUpdateRules updates, RpcRules rpc) {

  static DownlinkRules of(RequestsConfig config) {
    return new DownlinkRules(
        new AttributeUpdateRules(config.attributeUpdates()), new RpcRules(config.serverSideRpc()));
  }
}
