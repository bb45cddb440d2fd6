package io.tidegate.connector.mqtt;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.support.TopicFilter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a configuration says about messages of devices, compiled. Immutable: sessions share it.
 *
 * @param wanted what to subscribe to.
 */
record MqttMappings(
    List<Mapping> mappings,
    List<PresenceRequest> requests,
    List<AttributeRequest> attributeRequests,
    List<Subscription> wanted) {

  /** A mapping of data. */
  record Mapping(TopicFilter filter, MqttConverter converter) {}

  /**
   * Compiles a configuration.
   *
   * @param zone of times in messages that name none.
   */
  static MqttMappings of(MqttConfig config, ZoneId zone) {
    List<Mapping> mappings = new ArrayList<>();
    List<Subscription> wanted = new ArrayList<>();
    for (MappingConfig mapping : config.mapping()) {
      TopicFilter filter = TopicFilter.compile(mapping.topicFilter());
      mappings.add(new Mapping(filter, converter(mapping, zone)));
      wanted.add(new Subscription(filter, mapping.subscriptionQos()));
    }
    List<PresenceRequest> requests = new ArrayList<>();
    RequestsConfig requested = config.requestsMapping();
    addRequests(requested.connectRequests(), PresenceRequest.Presence.ONLINE, requests, wanted);
    addRequests(requested.disconnectRequests(), PresenceRequest.Presence.OFFLINE, requests, wanted);
    List<AttributeRequest> attributeRequests = new ArrayList<>();
    for (RequestsConfig.AttributeRequest each : requested.attributeRequests()) {
      AttributeRequest request = new AttributeRequest(each);
      attributeRequests.add(request);
      wanted.add(new Subscription(request.filter(), each.subscriptionQos()));
    }
    return new MqttMappings(
        List.copyOf(mappings),
        List.copyOf(requests),
        List.copyOf(attributeRequests),
        Subscription.distinct(wanted));
  }

  private static void addRequests(
      List<RequestsConfig.DeviceRequest> configs,
      PresenceRequest.Presence presence,
      List<PresenceRequest> requests,
      List<Subscription> wanted) {
    for (RequestsConfig.DeviceRequest config : configs) {
      PresenceRequest request = new PresenceRequest(config, presence);
      requests.add(request);
      wanted.add(new Subscription(request.filter(), config.subscriptionQos()));
    }
  }

  private static MqttConverter converter(MappingConfig mapping, ZoneId zone) {
    ConverterConfig config = mapping.converter();
    if (config.isCustom()) {
      return new CustomConverter(mapping.topicFilter(), String.valueOf(config.extension()));
    }
    DeviceInfoConfig device = config.deviceInfo();
    ConverterConfig.Type type = config.type();
    if (device == null || type == null) {
      // The check of the record tells both; this is for records made by hand.
      throw new ConfigurationException(
          "mapping " + mapping.topicFilter() + " has no type or no deviceInfo");
    }
    return switch (type) {
      case JSON -> new JsonConverter(mapping, device, zone);
      case BYTES -> new BytesConverter(mapping, device);
      case CUSTOM -> throw new IllegalStateException("handled above");
    };
  }
}
