package io.tidegate.connector.mqtt;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.config.SkipInvalid;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.support.TopicFilter;
import org.jspecify.annotations.Nullable;

/** One entry of {@code mapping}. */
public record MappingConfig(
    @Doc(
            "Topics to subscribe to, with `+` and `#`; `$share/<group>/<filter>` and `$queue/<filter>`"
                + " share the messages with other subscribers.")
        String topicFilter,
    @Doc("QoS of the subscription.") @Default("1") @Range(min = 0, max = 2) int subscriptionQos,
    @Doc("What is reported of the devices of this mapping.") @Nullable @SkipInvalid
        ReportStrategyConfig reportStrategy,
    @Doc("How a message becomes data.") ConverterConfig converter)
    implements Checked {

  @Override
  public void check(Problems problems) {
    String problem = TopicFilter.problem(topicFilter);
    if (problem != null) {
      problems.error("topicFilter", problem);
    }
  }
}
