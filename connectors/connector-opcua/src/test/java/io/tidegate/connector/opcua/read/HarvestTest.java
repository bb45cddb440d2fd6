package io.tidegate.connector.opcua.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigText;
import io.tidegate.connector.opcua.config.OpcUaConfig;
import io.tidegate.connector.opcua.plan.Mapping;
import io.tidegate.connector.opcua.plan.PlannedDevice;
import io.tidegate.connector.opcua.plan.PlannedTag;
import io.tidegate.connector.opcua.value.ValueConverter;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value.Int;
import io.tidegate.testkit.CapturingSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.Test;

class HarvestTest {

  private static final String CONFIG =
      "{'server':{'url':'h'},'mapping':[{'deviceNodePattern':'i=85',"
          + "'deviceInfo':{'deviceNameExpression':'D'},'timeseries':["
          + "{'key':'a','value':'${A}'},{'key':'b','value':'${B}'},"
          + "{'key':'x','value':'${X}','timestampLocation':'sourceTimestamp'},"
          + "{'key':'y','value':'${Y}','timestampLocation':'sourceTimestamp'}]}]}";

  private final CapturingSink sink = new CapturingSink();
  private final Harvest harvest = new Harvest(new ValueConverter(_ -> null), sink);
  private final List<Source> sources = sources("D");

  private static List<Source> sources(String device) {
    OpcUaConfig config =
        ConfigReader.read(
                (ObjectNode) ConfigText.parse("o.json", CONFIG.replace('\'', '"')).require(),
                OpcUaConfig.class)
            .require();
    Mapping mapping = Mapping.all(config).getFirst();
    NodeId node = new NodeId(0, 85);
    Gathering gathering =
        new Gathering(new PlannedDevice(new Device(device, "default"), node, mapping, List.of()));
    List<Source> sources = new ArrayList<>();
    mapping.tags().forEach(tag -> sources.add(new Source(new PlannedTag(tag, node), gathering)));
    return sources;
  }

  private static DataValue value(int value, long millis) {
    DateTime time = new DateTime(Instant.ofEpochMilli(millis));
    return new DataValue(Variant.ofInt32(value), StatusCode.GOOD, time, time);
  }

  private static List<DataPoint> points(String key, int value) {
    return List.of(DataPoint.timeseries(key, new Int(value)));
  }

  @Test
  void whatComesTogetherIsOneRecordOfEachDevice() throws InterruptedException {
    List<Source> others = sources("E");
    harvest.add(sources.get(0), value(1, 5));
    harvest.add(others.get(0), value(2, 5));
    harvest.add(sources.get(1), value(3, 6));
    harvest.flush();
    assertThat(sink.drain())
        .extracting(record -> record.device().name(), record -> record.points().size())
        .containsExactly(tuple("D", 2), tuple("E", 1));
  }

  @Test
  void severalValuesOfATagSurviveWithAMillisecondEach() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      harvest.add(sources.get(0), value(i, 5));
    }
    harvest.flush();
    harvest.add(sources.get(0), value(3, 5));
    harvest.flush();
    List<UplinkRecord> records = sink.drain();
    assertThat(records)
        .extracting(UplinkRecord::points)
        .containsExactly(points("a", 0), points("a", 1), points("a", 2), points("a", 3));
    assertThat(records).extracting(UplinkRecord::timestamp).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void valuesOfOneMomentAreOneRecordWhateverTheirOrder() throws InterruptedException {
    for (int time = 1; time <= 20; time++) {
      harvest.add(sources.get(2), value(time, time));
    }
    for (int time = 1; time <= 20; time++) {
      harvest.add(sources.get(3), value(time, time));
    }
    harvest.flush();
    assertThat(sink.drain())
        .hasSize(20)
        .allSatisfy(record -> assertThat(record.points()).hasSize(2));
  }

  @Test
  void twoValuesOfATagAtOneMomentStayInOrder() throws InterruptedException {
    harvest.add(sources.get(2), value(1, 7));
    harvest.add(sources.get(2), value(2, 7));
    harvest.add(sources.get(3), value(3, 7));
    harvest.flush();
    assertThat(sink.drain())
        .extracting(UplinkRecord::points)
        .containsExactly(
            points("x", 1),
            List.of(DataPoint.timeseries("x", new Int(2)), DataPoint.timeseries("y", new Int(3))));
  }

  @Test
  void aTimeThatIsMissingIsTheGateways() throws InterruptedException {
    long before = System.currentTimeMillis();
    harvest.add(sources.get(2), new DataValue(Variant.ofInt32(1), StatusCode.GOOD, null, null));
    harvest.flush();
    assertThat(sink.drain().getFirst().timestamp()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void badAndEmptyValuesAreNoData() throws InterruptedException {
    harvest.add(sources.get(0), new DataValue(StatusCodes.Bad_SensorFailure));
    harvest.add(sources.get(1), new DataValue(Variant.ofDouble(Double.NaN)));
    harvest.add(sources.get(1), new DataValue(Variant.NULL_VALUE));
    harvest.flush();
    assertThat(sink.drain()).isEmpty();
    assertThat(sink.rejections()).hasSize(1);
  }
}
