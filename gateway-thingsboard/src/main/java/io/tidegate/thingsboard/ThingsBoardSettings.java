package io.tidegate.thingsboard;

import io.tidegate.config.gateway.RateLimits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the uplink has to know; the section {@code thingsboard} of {@code tb_gateway.json} with
 * its defaults filled in.
 *
 * @param hosts tried in turn, beginning with the last one that worked; at least one.
 * @param security the credentials.
 * @param proxy an HTTP proxy that understands CONNECT; null for none.
 * @param qos as configured. Data goes with QoS 1 whatever it says: with QoS 0 nothing is ever
 *     acknowledged, and then nothing could be kept until it is.
 * @param limits what is assumed of the platform until it tells.
 * @param timing how long things may take.
 */
public record ThingsBoardSettings(
    List<Server> hosts,
    Security security,
    @Nullable Server proxy,
    int qos,
    Limits limits,
    Timing timing) {

  public ThingsBoardSettings {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("no host");
    }
  }

  /** The defaults of the Python gateway. */
  public static ThingsBoardSettings of(Server host, Security security) {
    return new ThingsBoardSettings(
        List.of(host), security, null, 1, Limits.DEFAULT, Timing.DEFAULT);
  }

  /** The same with other hosts. */
  public ThingsBoardSettings withHosts(List<Server> others) {
    return new ThingsBoardSettings(others, security, proxy, qos, limits, timing);
  }

  /** The same with an HTTP proxy. */
  public ThingsBoardSettings withProxy(Server other) {
    return new ThingsBoardSettings(hosts, security, other, qos, limits, timing);
  }

  /** The same with other limits. */
  public ThingsBoardSettings withLimits(Limits other) {
    return new ThingsBoardSettings(hosts, security, proxy, qos, other, timing);
  }

  /** The same with other times. */
  public ThingsBoardSettings withTiming(Timing other) {
    return new ThingsBoardSettings(hosts, security, proxy, qos, limits, other);
  }

  /**
   * What the platform is assumed to bear, and what the gateway asks of itself.
   *
   * @param rates the six rate limits that hold until the platform tells its own, whole.
   * @param ratePercentage how much of a limit is used: {@code TB_DEFAULT_RATE_LIMIT_PERCENTAGE}.
   * @param maxPayloadSizeBytes the key of that name; see {@link PayloadLimit} for its meaning.
   * @param maxInFlight messages on the wire without an acknowledgement, whatever the platform says.
   */
  public record Limits(
      RateLimits rates, int ratePercentage, int maxPayloadSizeBytes, int maxInFlight) {

    /** As shipped, for a server that is not the vendor's cloud. */
    public static final Limits DEFAULT = new Limits(RateLimits.NONE, 80, PayloadLimit.SHIPPED, 100);
  }

  /**
   * How long things may take.
   *
   * @param keepAlive silence after which MQTT asks the server for a sign of life.
   * @param connect for each step of connecting: TCP, TLS, the server's CONNACK.
   * @param sessionLimits for the platform to tell its limits when asked; without an answer the
   *     uplink goes on with what it knows.
   * @param acknowledgement for a PUBACK; without one the connection is taken for dead.
   */
  public record Timing(
      Duration keepAlive, Duration connect, Duration sessionLimits, Duration acknowledgement) {

    /** As documented. */
    public static final Timing DEFAULT =
        new Timing(
            Duration.ofSeconds(120),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30));
  }
}
