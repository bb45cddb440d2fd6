package io.tidegate.connector.mqtt;

import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.config.SkipInvalid;
import io.tidegate.support.TopicFilter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The {@code requestsMapping} object. */
public record RequestsConfig(
    @Doc("Messages by which a device says that it is there.") @Default("[]") @SkipInvalid
        List<DeviceRequest> connectRequests,
    @Doc("Messages by which a device says that it leaves.") @Default("[]") @SkipInvalid
        List<DeviceRequest> disconnectRequests,
    @Doc("Messages by which a device asks for attributes.") @Default("[]") @SkipInvalid
        List<AttributeRequest> attributeRequests,
    @Doc("What a device is told when its shared attributes change.") @Default("[]") @SkipInvalid
        List<AttributeUpdate> attributeUpdates,
    @Doc("How commands reach a device.") @Default("[]") @SkipInvalid List<Rpc> serverSideRpc)
    implements Checked {

  /** A message about a device being there or not. */
  public record DeviceRequest(
      @Doc("Topics to subscribe to.") String topicFilter,
      @Doc("QoS of the subscription.") @Default("1") @Range(min = 0, max = 2) int subscriptionQos,
      @Doc("Which device it is.") DeviceInfoConfig deviceInfo)
      implements Checked {

    @Override
    public void check(Problems problems) {
      checkFilter(topicFilter, problems);
    }
  }

  /** A device's question for attributes. */
  public record AttributeRequest(
      @Doc("Topics to subscribe to.") String topicFilter,
      @Doc("QoS of the subscription.") @Default("1") @Range(min = 0, max = 2) int subscriptionQos,
      @Doc("Which device asks.") DeviceInfoConfig deviceInfo,
      @Doc("What the names are taken from.") @Default("message")
          DeviceInfoConfig.Source attributeNameExpressionSource,
      @Doc("Names of the attributes.") String attributeNameExpression,
      @Doc("Which attributes: `shared` or `client`.") @Default("shared") Scope scope,
      @Doc("Topic of the answer.") String topicExpression,
      @Doc("Body of the answer.") String valueExpression,
      @Doc("Whether the broker keeps the answer.") @Default("false") boolean retain,
      @Doc("QoS of the answer.") @Default("0") @Range(min = 0, max = 2) int qos)
      implements Checked {

    /** The scopes, as users write them. */
    public enum Scope {
      SHARED,
      CLIENT
    }

    @Override
    public void check(Problems problems) {
      checkFilter(topicFilter, problems);
    }
  }

  /** A change of shared attributes on its way to a device. */
  public record AttributeUpdate(
      @Doc("Regular expression of device names.") String deviceNameFilter,
      @Doc("Regular expression of attribute names.") String attributeFilter,
      @Doc("Topic to publish to.") String topicExpression,
      @Doc("Body to publish.") String valueExpression,
      @Doc("Whether the broker keeps the message.") @Default("false") boolean retain,
      @Doc("QoS of the message.") @Default("0") @Range(min = 0, max = 2) int qos)
      implements Checked {

    @Override
    public void check(Problems problems) {
      checkRegex("deviceNameFilter", deviceNameFilter, problems);
      checkRegex("attributeFilter", attributeFilter, problems);
    }
  }

  /** A command on its way to a device. */
  public record Rpc(
      @Doc("`oneWay` or `twoWay`.")
          @NoEffect("has no effect: a rule with a response topic and a timeout is two-way")
          @Nullable ConfigNode type,
      @Doc("Regular expression of device names.") String deviceNameFilter,
      @Doc("Regular expression of methods.") String methodFilter,
      @Doc("Topic to publish to.") String requestTopicExpression,
      @Doc("Topic of the device's answer.") @Nullable String responseTopicExpression,
      @Doc("QoS of the subscription to the answer.") @Default("1") @Range(min = 0, max = 2)
          int responseTopicQoS,
      @Doc("Milliseconds to wait for the answer.") @Nullable Integer responseTimeout,
      @Doc("Body to publish.") String valueExpression,
      @Doc("Whether the broker keeps the message.") @Default("false") boolean retain,
      @Doc("QoS of the message.") @Default("0") @Range(min = 0, max = 2) int qos)
      implements Checked {

    @Override
    public void check(Problems problems) {
      checkRegex("deviceNameFilter", deviceNameFilter, problems);
      checkRegex("methodFilter", methodFilter, problems);
    }
  }

  @Override
  public void check(Problems problems) {
    later("attributeRequests", attributeRequests, problems);
    later("attributeUpdates", attributeUpdates, problems);
    later("serverSideRpc", serverSideRpc, problems);
  }

  private static void later(String section, List<?> entries, Problems problems) {
    if (!entries.isEmpty()) {
      problems.warning(section, "comes with a later version: nothing is sent to devices yet");
    }
  }

  private static void checkFilter(String filter, Problems problems) {
    String problem = TopicFilter.problem(filter);
    if (problem != null) {
      problems.error("topicFilter", problem);
    }
  }

  private static void checkRegex(String member, String regex, Problems problems) {
    try {
      Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      problems.error(member, "is no regular expression: " + e.getDescription());
    }
  }
}
