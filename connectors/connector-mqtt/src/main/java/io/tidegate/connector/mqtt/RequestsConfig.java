package io.tidegate.connector.mqtt;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.config.SkipInvalid;
import io.tidegate.support.TopicFilter;
import java.util.List;
import java.util.regex.Pattern;
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
    @Doc("How commands reach a device.") @Default("[]") @SkipInvalid List<Rpc> serverSideRpc) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*\\}");

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
      @Doc(
              "What the names are taken from: `message` (one for each `${…}`), `topic` (a regular"
                  + " expression, its last group) or `constant`.")
          @Default("message")
          DeviceInfoConfig.Source attributeNameExpressionSource,
      @Doc("Names of the attributes.") String attributeNameExpression,
      @Doc("Which attributes: `shared` or `client`.") @Default("shared") Scope scope,
      @Doc("Topic of the answer, with `${deviceName}` and `${attributeKey}`.")
          String topicExpression,
      @Doc(
              "Body of the answer, with `${attributeKey}` and `${attributeValue}` (JSON). Several"
                  + " attributes are one object instead.")
          String valueExpression,
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
      if (attributeNameExpressionSource == DeviceInfoConfig.Source.TOPIC) {
        TopicRegexes.check(attributeNameExpression, "attributeNameExpression", problems);
      }
      if (attributeNameExpression.isBlank()) {
        problems.error("attributeNameExpression", "must not be blank");
      }
      checkTopic("topicExpression", topicExpression, problems);
    }
  }

  /** A change of shared attributes on its way to a device. */
  public record AttributeUpdate(
      @Doc("Regular expression that device names begin with.") String deviceNameFilter,
      @Doc("Regular expression that attribute names begin with.") String attributeFilter,
      @Doc("Topic to publish to, with `${deviceName}`, `${attributeKey}`, `${attributeValue}`.")
          String topicExpression,
      @Doc("Body to publish, with the same; a string as it is, anything else as JSON.")
          String valueExpression,
      @Doc("Whether the broker keeps the message.") @Default("false") boolean retain,
      @Doc("QoS of the message.") @Default("0") @Range(min = 0, max = 2) int qos)
      implements Checked {

    @Override
    public void check(Problems problems) {
      NameFilter.check("deviceNameFilter", deviceNameFilter, problems);
      NameFilter.check("attributeFilter", attributeFilter, problems);
      checkTopic("topicExpression", topicExpression, problems);
    }
  }

  /** A command on its way to a device. */
  public record Rpc(
      @Doc(
              "`oneWay` or `twoWay`. Two-way is a rule with a response topic and a time for it;"
                  + " `twoWay` stands for 5000 where the time is missing.")
          @Nullable String type,
      @Doc("Regular expression that is found in device names.") String deviceNameFilter,
      @Doc("Regular expression that is found in methods. The first rule that matches is used.")
          String methodFilter,
      @Doc(
              "Topic to publish to, with `${deviceName}`, `${methodName}`, `${requestId}`,"
                  + " `${params}`, `${params.x}`.")
          String requestTopicExpression,
      @Doc("Topic of the device's answer, with the same.") @Nullable String responseTopicExpression,
      @Doc("QoS of the subscription to the answer.") @Default("1") @Range(min = 0, max = 2)
          int responseTopicQoS,
      @Doc("Milliseconds to wait for the answer; 0: one-way.") @Range(min = 0, max = 86_400_000)
          @Nullable Integer responseTimeout,
      @Doc(
              "Body to publish: `${params}`, `${params.x}`, `${method}` and `${id}` as JSON,"
                  + " `${deviceName}`, `${methodName}` and `${requestId}` as they are.")
          String valueExpression,
      @Doc("Whether the broker keeps the message.") @Default("false") boolean retain,
      @Doc("QoS of the message.") @Default("0") @Range(min = 0, max = 2) int qos)
      implements Checked {

    /** Milliseconds to wait for the answer; 0 if nobody waits for one. */
    int answerTimeout() {
      if (responseTopicExpression == null || responseTopicExpression.isBlank()) {
        return 0;
      }
      int usual = "twoWay".equalsIgnoreCase(type) ? RpcTemplate.DEFAULT_TIMEOUT : 0;
      return responseTimeout == null ? usual : responseTimeout;
    }

    @Override
    public void check(Problems problems) {
      NameFilter.check("deviceNameFilter", deviceNameFilter, problems);
      NameFilter.check("methodFilter", methodFilter, problems);
      checkTopic("requestTopicExpression", requestTopicExpression, problems);
      if (responseTopicExpression != null && !responseTopicExpression.isBlank()) {
        checkTopic("responseTopicExpression", responseTopicExpression, problems);
      }
      checkType(problems);
    }

    private void checkType(Problems problems) {
      boolean waits = answerTimeout() > 0;
      if (type != null && !type.equalsIgnoreCase("oneWay") && !type.equalsIgnoreCase("twoWay")) {
        problems.warning("type", "must be oneWay or twoWay but is " + type);
      }
      if ("twoWay".equalsIgnoreCase(type) && !waits) {
        problems.warning(
            "type",
            "is twoWay, but without a response topic and a time nobody waits for an answer");
      }
      if ("oneWay".equalsIgnoreCase(type) && waits) {
        problems.warning(
            "type", "is oneWay, but the response topic and the time for it make the rule two-way");
      }
      if (type == null && responseTopicExpression != null && responseTimeout == null) {
        problems.warning("responseTimeout", "is missing, so that nobody waits for an answer");
      }
    }
  }

  /** Whether devices neither ask nor tell anything. */
  boolean isEmpty() {
    return connectRequests.isEmpty()
        && disconnectRequests.isEmpty()
        && attributeRequests.isEmpty()
        && attributeUpdates.isEmpty()
        && serverSideRpc.isEmpty();
  }

  private static void checkFilter(String filter, Problems problems) {
    String problem = TopicFilter.problem(filter);
    if (problem != null) {
      problems.error("topicFilter", problem);
    }
  }

  /** What placeholders bring is checked when it is there. */
  private static void checkTopic(String member, String topic, Problems problems) {
    String problem = PublishTopic.problem(PLACEHOLDER.matcher(topic).replaceAll("x"));
    if (problem != null) {
      problems.error(member, problem + " but is " + topic);
    }
  }
}
