package io.tidegate.connector.opcua.plan;

import io.tidegate.connector.opcua.address.NodeReference;
import io.tidegate.connector.opcua.config.ServerConfig;
import io.tidegate.connector.opcua.config.TagConfig;
import io.tidegate.connector.opcua.config.TagConfig.TimestampLocation;
import io.tidegate.data.DataPoint.Kind;
import org.jspecify.annotations.Nullable;

/** What a mapping says about one tag, whichever device it is of. Each is one of its own. */
public final class TagSpec {

  private static final int FASTEST_POLL_MILLIS = 50;

  private final Kind kind;
  private final TagConfig config;
  private final NodeReference reference;
  private final double samplingMillis;
  private final int queueSize;
  private final int pollMillis;

  TagSpec(Kind kind, TagConfig config, ServerConfig server) {
    this.kind = kind;
    this.config = config;
    this.reference = NodeReference.parse(config.value());
    this.samplingMillis = sampling(config.samplingInterval(), server);
    this.queueSize = config.queueSize() == null ? server.queueSize() : config.queueSize();
    this.pollMillis =
        samplingMillis < FASTEST_POLL_MILLIS || !isSamplingConfigured(config, server)
            ? server.pollPeriodInMillis()
            : (int) samplingMillis;
  }

  private static boolean isSamplingConfigured(TagConfig config, ServerConfig server) {
    return config.samplingInterval() != null || server.samplingInterval() != null;
  }

  private static double sampling(@Nullable Integer own, ServerConfig server) {
    Integer configured = own == null ? server.samplingInterval() : own;
    return configured == null ? server.publishingInterval() : configured;
  }

  /** Attribute or time series. */
  public Kind kind() {
    return kind;
  }

  /** The key on the platform. */
  public String key() {
    return config.key();
  }

  /** The node. */
  public NodeReference reference() {
    return reference;
  }

  /** Whether there is no node, but a value in the configuration. */
  public boolean isConstant() {
    return config.isConstant() && !config.value().contains("${") && !isNode();
  }

  /** Old files say {@code constant} of paths and node ids too. */
  private boolean isNode() {
    return config.value().startsWith("Root\\.") || NodeReference.ID.matcher(config.value()).find();
  }

  /** The text in the configuration. */
  public String text() {
    return config.value();
  }

  /** Whose clock counts. */
  public TimestampLocation clock() {
    return config.timestampLocation();
  }

  /** How often the server is to look, in milliseconds; 0: as often as it can. */
  public double samplingMillis() {
    return samplingMillis;
  }

  /** How often to read it, in milliseconds, where a server that monitors others does not do so. */
  public int pollMillis() {
    return pollMillis;
  }

  /** How many values the server is to keep. */
  public int queueSize() {
    return queueSize;
  }

  /** The least change, in the value's unit; 0: every change. */
  public double deadband() {
    return config.deadband();
  }

  /** The least change, in percent of the value's range; 0: every change. */
  public double deadbandPercent() {
    return config.deadbandPercent();
  }

  /** The key that statuses are reported under; null: they are not. */
  public @Nullable String statusKey() {
    return config.statusKey();
  }
}
