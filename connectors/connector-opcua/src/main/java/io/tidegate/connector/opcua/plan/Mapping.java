package io.tidegate.connector.opcua.plan;

import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.opcua.address.NameTemplate;
import io.tidegate.connector.opcua.address.NodeReference;
import io.tidegate.connector.opcua.config.AttributeUpdateConfig;
import io.tidegate.connector.opcua.config.MappingConfig;
import io.tidegate.connector.opcua.config.MethodConfig;
import io.tidegate.connector.opcua.config.OpcUaConfig;
import io.tidegate.connector.opcua.config.ServerConfig;
import io.tidegate.connector.opcua.config.TagConfig;
import io.tidegate.data.DataPoint.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of the configuration's {@code mapping}, compiled. */
public final class Mapping {

  private final NodeReference pattern;
  private final NameTemplate name;
  private final NameTemplate profile;
  private final List<TagSpec> tags;
  private final Map<String, NodeReference> updates;
  private final Map<String, MethodConfig> methods;
  private final ReportStrategies strategies;

  private Mapping(MappingConfig config, ServerConfig server) {
    this.pattern = NodeReference.parse(config.deviceNodePattern());
    this.name = NameTemplate.compile(config.deviceInfo().deviceNameExpression());
    this.profile = NameTemplate.compile(config.deviceInfo().deviceProfileExpression());
    List<TagSpec> all = new ArrayList<>();
    config.attributes().forEach(tag -> all.add(new TagSpec(Kind.ATTRIBUTE, tag, server)));
    config.timeseries().forEach(tag -> all.add(new TagSpec(Kind.TIMESERIES, tag, server)));
    this.tags = List.copyOf(all);
    Map<String, NodeReference> written = new LinkedHashMap<>();
    for (AttributeUpdateConfig update : config.attributesUpdates()) {
      written.put(update.key(), NodeReference.parse(update.value()));
    }
    this.updates = written;
    Map<String, MethodConfig> callable = new LinkedHashMap<>();
    config.rpcMethods().forEach(method -> callable.put(method.method(), method));
    this.methods = callable;
    this.strategies =
        new ReportStrategies(
            config.reportStrategy() == null ? null : config.reportStrategy().strategy(),
            strategies(config.attributes()),
            strategies(config.timeseries()));
  }

  /** All of a configuration. */
  public static List<Mapping> all(OpcUaConfig config) {
    return config.mapping().stream().map(mapping -> new Mapping(mapping, config.server())).toList();
  }

  private static Map<String, ReportStrategy> strategies(List<TagConfig> tags) {
    Map<String, ReportStrategy> byKey = new HashMap<>();
    for (TagConfig tag : tags) {
      if (tag.reportStrategy() != null) {
        byKey.put(tag.key(), tag.reportStrategy().strategy());
      }
    }
    return byKey;
  }

  /** The nodes that are devices. */
  public NodeReference pattern() {
    return pattern;
  }

  NameTemplate name() {
    return name;
  }

  NameTemplate profile() {
    return profile;
  }

  /** What is read from each device. */
  public List<TagSpec> tags() {
    return tags;
  }

  /** The nodes that shared attributes are written to, by their names. */
  public Map<String, NodeReference> updates() {
    return updates;
  }

  /** A method that RPC may call; null if it is not configured. */
  public @Nullable MethodConfig method(String method) {
    return methods.get(method);
  }

  /** What is reported of the devices. */
  public ReportStrategies strategies() {
    return strategies;
  }
}
