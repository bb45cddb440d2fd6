package io.tidegate.connector.mqtt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what concerns a topic: every mapping whose filter matches, and every request of a device.
 * The Python gateway skips requests where a mapping matches too; here they work side by side.
 * Remembers a bounded number of topics. For one thread.
 */
final class TopicRouter {

  /** Some 300 bytes each. */
  private static final int MOST_TOPICS = 16_384;

  /** What concerns one topic. */
  record Route(
      List<MqttConverter.ForTopic> converters,
      List<PresenceRequest.ForTopic> requests,
      List<AttributeRequest.ForTopic> attributeRequests) {

    /** Whether nothing does. */
    boolean isUnknown() {
      return converters.isEmpty() && requests.isEmpty() && attributeRequests.isEmpty();
    }
  }

  private final MqttMappings mappings;
  private final Map<String, Route> routes = new LinkedHashMap<>();

  TopicRouter(MqttMappings mappings) {
    this.mappings = mappings;
  }

  Route route(String topic) {
    Route known = routes.get(topic);
    if (known != null) {
      return known;
    }
    if (routes.size() >= MOST_TOPICS) {
      // The oldest one: which topics come again nobody knows, and looking for it would cost more.
      routes.remove(routes.keySet().iterator().next());
    }
    Route route = find(topic);
    routes.put(topic, route);
    return route;
  }

  private Route find(String topic) {
    List<MqttConverter.ForTopic> converters = new ArrayList<>();
    for (MqttMappings.Mapping mapping : mappings.mappings()) {
      if (mapping.filter().matches(topic)) {
        converters.add(mapping.converter().at(topic));
      }
    }
    List<PresenceRequest.ForTopic> requests = new ArrayList<>();
    for (PresenceRequest request : mappings.requests()) {
      if (request.filter().matches(topic)) {
        requests.add(request.at(topic));
      }
    }
    List<AttributeRequest.ForTopic> attributeRequests = new ArrayList<>();
    for (AttributeRequest request : mappings.attributeRequests()) {
      if (request.filter().matches(topic)) {
        attributeRequests.add(request.at(topic));
      }
    }
    // Most have none of the latter two, and then share one list.
    return new Route(
        List.copyOf(converters), List.copyOf(requests), List.copyOf(attributeRequests));
  }
}
