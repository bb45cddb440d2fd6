package io.tidegate.engine.report;

import static io.tidegate.engine.fixture.Fixtures.attribute;
import static io.tidegate.engine.fixture.Fixtures.record;
import static io.tidegate.engine.fixture.Fixtures.timeseries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Report;
import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategy.Deadband;
import io.tidegate.connector.ReportStrategy.OnChange;
import io.tidegate.connector.ReportStrategy.OnChangeOrPeriod;
import io.tidegate.connector.ReportStrategy.OnPeriod;
import io.tidegate.connector.ReportStrategy.OnReceived;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.engine.fixture.ManualPulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportFilterTest {

  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration DAY = Duration.ofDays(1);
  private static final OnChange ON_CHANGE = new OnChange(Deadband.NONE, DAY);
  private static final OnPeriod ON_PERIOD = new OnPeriod(PERIOD, DAY);
  private static final OnChangeOrPeriod BOTH = new OnChangeOrPeriod(PERIOD, Deadband.NONE, DAY);
  private static final Device DEVICE = new Device("D", "default");

  private final ManualPulse pulse = new ManualPulse();
  private final List<UplinkRecord> repeated = new CopyOnWriteArrayList<>();
  private final Source source = new Source();

  // connectors-1.md §0.5, the values 1.0, 1.0, 1.0005, 2.0; our decision: ON_CHANGE is exact.
  @Test
  void onReceivedReportsEveryValue() throws Exception {
    assertThat(reported(new OnReceived(), 1.0, 1.0, 1.0005, 2.0))
        .containsExactly(1.0, 1.0, 1.0005, 2.0);
  }

  @Test
  void onChangeReportsEveryDifferenceHoweverSmall() throws Exception {
    assertThat(reported(ON_CHANGE, 1.0, 1.0, 1.0005, 2.0)).containsExactly(1.0, 1.0005, 2.0);
  }

  @Test
  void deadbandIsMeasuredFromTheLastReportedValue() throws Exception {
    OnChange absolute = new OnChange(new Deadband(0.001, 0), DAY);
    assertThat(reported(absolute, 1.0, 1.0, 1.0005, 2.0)).containsExactly(1.0, 2.0);
    assertThat(reported(absolute, 1.0, 1.0008, 1.0016)).containsExactly(1.0, 1.0016);
    OnChange percent = new OnChange(new Deadband(0, 10), DAY);
    assertThat(reported(percent, 100, 109, 111, 101, 99)).containsExactly(100.0, 111.0, 99.0);
  }

  @Test
  void onPeriodReportsTheFirstValueThenTheLatestOncePerPeriod() throws Exception {
    ReportFilter filter = filter(ON_PERIOD);
    assertThat(pass(filter, 1.0, 1.0, 1.0005, 2.0)).containsExactly(1.0);

    advanceTo(1);
    advanceTo(2);

    assertThat(numbers(repeated)).containsExactly(2.0, 2.0);
    assertThat(repeated.getFirst().timestamp()).isEqualTo(pulse.millis() - 500);
  }

  @Test
  void onChangeOrPeriodReportsChangesAtOnceAndRepeatsTheLatest() throws Exception {
    ReportFilter filter = filter(BOTH);
    assertThat(pass(filter, 1.0, 1.0, 1.0005, 2.0)).containsExactly(1.0, 1.0005, 2.0);

    advanceTo(1);

    assertThat(numbers(repeated)).containsExactly(2.0);
  }

  // Names come from outside: what finds no room in memory must neither be lost nor held.
  @Test
  void whatIsTooMuchToRememberIsReportedEachTime() throws Exception {
    ReportFilter filter =
        new ReportFilter(
            new ReportPolicy.Otherwise(ON_CHANGE), repeated::addAll, pulse, new Capacity(2));
    for (String device : List.of("A", "B", "C", "D", "A")) {
      for (String key : List.of("k", "l")) {
        pass(filter, Report.of(timeseries(device, 1, key, new Value.Int(1))));
      }
    }
    assertThat(filter.remembered()).isEqualTo(1);
    assertThat(pass(filter, Report.of(timeseries("A", 2, "l", new Value.Int(1))))).isNull();
    assertThat(pass(filter, Report.of(timeseries("D", 2, "k", new Value.Int(1))))).isNotNull();

    pulse.advance(DAY.plusMinutes(2));
    pass(filter, Report.of(timeseries("D", 3, "k", new Value.Int(1))));
    pass(filter, Report.of(timeseries("D", 3, "k", new Value.Int(1))));
    assertThat(pass(filter, Report.of(timeseries("D", 3, "k", new Value.Int(1))))).isNull();
  }

  @Test
  void numbersCompareByValueAndOtherTypesAreDifferent() throws Exception {
    ReportFilter filter = filter(ON_CHANGE);
    assertThat(passes(filter, new Value.Int(1))).isTrue();
    assertThat(passes(filter, new Value.Real(1.0))).isFalse();
    assertThat(passes(filter, new Value.Bool(true))).isTrue();
    assertThat(passes(filter, new Value.Text("1"))).isTrue();
    assertThat(passes(filter, new Value.Text("1"))).isFalse();
    assertThat(passes(filter, new Value.Int(Long.MAX_VALUE))).isTrue();
    assertThat(passes(filter, new Value.Int(Long.MAX_VALUE - 1))).isTrue();
    assertThat(passes(filter, new Value.Real(0x1p63))).isTrue();
  }

  @Test
  void theMostSpecificLevelDecides() throws Exception {
    ReportFilter filter = filter(ON_CHANGE);
    ReportStrategies mapping =
        new ReportStrategies(new OnReceived(), Map.of("a", ON_CHANGE), Map.of("t", ON_CHANGE));
    UplinkRecord record =
        record(
            "D",
            1,
            DataPoint.attribute("a", new Value.Int(1)),
            DataPoint.attribute("b", new Value.Int(1)),
            DataPoint.timeseries("t", new Value.Int(1)));

    assertThat(pass(filter, new Report(record, mapping))).isEqualTo(record);
    assertThat(pass(filter, new Report(record, mapping)))
        .extracting(UplinkRecord::points)
        .isEqualTo(List.of(DataPoint.attribute("b", new Value.Int(1))));
  }

  // A timeseries and an attribute of one name are two points.
  @Test
  void theKindIsPartOfTheKey() throws Exception {
    ReportFilter filter = filter(ON_CHANGE);
    assertThat(pass(filter, Report.of(timeseries("D", 1, "k", new Value.Int(1))))).isNotNull();
    assertThat(pass(filter, Report.of(attribute("D", 1, "k", new Value.Int(1))))).isNotNull();
    assertThat(pass(filter, Report.of(attribute("E", 1, "k", new Value.Int(1))))).isNotNull();
    assertThat(pass(filter, Report.of(attribute("D", 1, "k", new Value.Int(1))))).isNull();
  }

  @Test
  void disabledAtTheGatewayMakesEveryOtherLevelMute() throws Exception {
    ReportFilter filter =
        new ReportFilter(
            ReportPolicy.of(
                config(ReportStrategyConfig.Type.DISABLED),
                config(ReportStrategyConfig.Type.ON_CHANGE)),
            repeated::addAll,
            pulse);
    ReportStrategies mapping = new ReportStrategies(ON_CHANGE, Map.of(), Map.of());
    Report report = new Report(timeseries("D", 1, "k", new Value.Int(1)), mapping);

    assertThat(pass(filter, report)).isNotNull();
    assertThat(pass(filter, report)).isNotNull();
  }

  @Test
  void disabledBelowTheGatewayFiltersNothing() throws Exception {
    ReportFilter filter =
        new ReportFilter(
            ReportPolicy.of(
                config(ReportStrategyConfig.Type.ON_CHANGE),
                config(ReportStrategyConfig.Type.DISABLED)),
            repeated::addAll,
            pulse);

    assertThat(pass(filter, 1, 1)).containsExactly(1.0, 1.0);
  }

  // Otherwise it would never be sent again until it changes.
  @Test
  void aValueThatDidNotReachTheLogIsNotHeldBackNextTime() throws Exception {
    ReportFilter filter = filter(ON_CHANGE);
    Admission failing = filter.begin();
    assertThat(filter.admit(one(1), source, failing)).isNotNull();
    failing.lost();

    assertThat(pass(filter, 1)).containsExactly(1.0);
    assertThat(pass(filter, 1)).isEmpty();
  }

  @Test
  void aValueThatTheLogDroppedIsNotHeldBackNextTime() throws Exception {
    ReportFilter filter = filter(ON_CHANGE);
    assertThat(pass(filter, 1, 2)).containsExactly(1.0, 2.0);

    filter.dropped(one(1).record());
    assertThat(pass(filter, 2)).isEmpty();
    filter.dropped(one(2).record());
    assertThat(pass(filter, 2)).containsExactly(2.0);
  }

  @Test
  void nothingIsHeldBackBecauseOfAValueStillOnItsWay() throws Exception {
    ReportFilter filter = filter(ON_CHANGE);
    Admission first = filter.begin();
    Admission second = filter.begin();
    assertThat(filter.admit(one(1), source, first)).isNotNull();
    assertThat(filter.admit(one(1), source, second)).isNotNull();
    first.stored();
    second.lost();

    assertThat(pass(filter, 1)).containsExactly(1.0);
    assertThat(pass(filter, 1)).isEmpty();
  }

  @Test
  void repeatingStopsWhenTheDeviceCannotBeReadAndGoesOnWithItsNextReading() throws Exception {
    ReportFilter filter = filter(ON_PERIOD);
    assertThat(pass(filter, 1)).containsExactly(1.0);
    advanceTo(1);

    filter.unreachable(DEVICE);
    pulse.advance(PERIOD.multipliedBy(10));
    await().until(() -> pulse.alarms() == 0);
    assertThat(repeated).hasSize(1);

    assertThat(pass(filter, 2)).isEmpty();
    pulse.advance(Duration.ofMillis(1));
    await().until(() -> repeated.size() == 2);
    assertThat(numbers(repeated)).containsExactly(1.0, 2.0);
  }

  @Test
  void repeatingStopsWhenTheSessionHasEnded() throws Exception {
    ReportFilter filter = filter(BOTH);
    assertThat(pass(filter, 1)).containsExactly(1.0);

    source.end();
    pulse.advance(PERIOD.multipliedBy(3));

    await().until(() -> pulse.alarms() == 0);
    assertThat(repeated).isEmpty();
  }

  @Test
  void repeatingStopsForAPointNotReadForItsTimeToLive() throws Exception {
    Duration ttl = PERIOD.multipliedBy(3).plusMillis(1);
    ReportFilter filter = filter(new OnPeriod(PERIOD, ttl));
    assertThat(pass(filter, 1)).containsExactly(1.0);
    for (int i = 1; i <= 3; i++) {
      advanceTo(i);
    }

    pulse.advance(PERIOD);

    await().until(() -> pulse.alarms() == 0);
    assertThat(repeated).hasSize(3);
  }

  @Test
  void pointsReadTogetherAreRepeatedTogether() throws Exception {
    ReportFilter filter = filter(ON_PERIOD);
    UplinkRecord record =
        record(
            "D",
            1,
            DataPoint.timeseries("a", new Value.Int(1)),
            DataPoint.attribute("b", new Value.Int(2)));
    assertThat(pass(filter, Report.of(record))).isNotNull();

    advanceTo(1);

    assertThat(repeated).extracting(UplinkRecord::points).containsExactly(record.points());
  }

  // A dashboard shows the last attribute that arrives, so an old one must not come after a new one.
  @Test
  void aNewReadingWaitsWhileTheOldOneIsBeingRepeated() throws Exception {
    CountDownLatch storing = new CountDownLatch(1);
    CountDownLatch stored = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    ReportFilter filter =
        new ReportFilter(
            new ReportPolicy.Otherwise(BOTH),
            records -> {
              storing.countDown();
              stored.await();
              order.add("old");
            },
            pulse);
    assertThat(pass(filter, 1)).containsExactly(1.0);
    pulse.advance(PERIOD);
    storing.await();

    Thread reading =
        Thread.ofVirtual()
            .start(() -> {
              try {
                pass(filter, 2);
                order.add("new");
              } catch (InterruptedException e) {
                order.add("interrupted");
              }
            });
    await().until(() -> reading.getState() == Thread.State.WAITING);
    stored.countDown();
    reading.join();

    assertThat(order).containsExactly("old", "new");
  }

  @Test
  void aValueIsForgottenAfterItsTimeToLive() throws Exception {
    ReportFilter filter = filter(new OnChange(Deadband.NONE, Duration.ofMinutes(5)));
    assertThat(pass(filter, 1)).containsExactly(1.0);
    pulse.advance(Duration.ofMinutes(6));
    assertThat(pass(filter, 1)).containsExactly(1.0);

    pulse.advance(Duration.ofMinutes(6));
    assertThat(filter.remembered()).isEqualTo(1);
    assertThat(pass(filter, Report.of(timeseries("E", 1, "k", new Value.Int(1))))).isNotNull();
    assertThat(filter.remembered()).isEqualTo(1);
  }

  @Test
  void onReceivedRemembersNothing() throws Exception {
    ReportFilter filter = filter(new OnReceived());
    pass(filter, 1, 2, 3);
    assertThat(filter.remembered()).isZero();
    assertThat(pulse.alarms()).isZero();
  }

  private void advanceTo(int repetitions) {
    pulse.advance(PERIOD);
    await().until(() -> repeated.size() == repetitions && pulse.alarms() == 1);
  }

  private ReportFilter filter(ReportStrategy strategy) {
    return new ReportFilter(new ReportPolicy.Otherwise(strategy), repeated::addAll, pulse);
  }

  private List<Double> reported(ReportStrategy strategy, double... values) throws Exception {
    return pass(filter(strategy), values);
  }

  private List<Double> pass(ReportFilter filter, double... values) throws InterruptedException {
    List<UplinkRecord> passed = new ArrayList<>();
    for (double value : values) {
      UplinkRecord record = pass(filter, one(value));
      if (record != null) {
        passed.add(record);
      }
    }
    return numbers(passed);
  }

  private boolean passes(ReportFilter filter, Value value) throws InterruptedException {
    return pass(filter, Report.of(timeseries("D", 1, "k", value))) != null;
  }

  private @Nullable UplinkRecord pass(ReportFilter filter, Report report)
      throws InterruptedException {
    Admission admission = filter.begin();
    UplinkRecord record = filter.admit(report, source, admission);
    admission.stored();
    return record;
  }

  private static Report one(double value) {
    return Report.of(timeseries("D", 1, "k", new Value.Real(value)));
  }

  private static List<Double> numbers(List<UplinkRecord> records) {
    return records.stream()
        .map(record -> ((Value.Real) record.points().getFirst().value()).value())
        .toList();
  }

  private static ReportStrategyConfig config(ReportStrategyConfig.Type type) {
    return new ReportStrategyConfig(type, 10_000, 86_400, 0, 0, null);
  }
}
