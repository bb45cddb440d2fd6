package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.modbus.wire.Peers;
import io.tidegate.connector.modbus.wire.SerialCable;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.testkit.CapturingSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class SerialLineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder = Path.of("");

  private final CapturingSink sink = new CapturingSink();

  @BeforeEach
  void assumeInstalled() {
    Peers.assumeSocatInstalled();
  }

  @ParameterizedTest
  @EnumSource(names = {"RTU", "ASCII"})
  void unitsOfOneSerialLineAreReadAndWrittenUntilItIsUnplugged(Framing framing) throws Exception {
    try (SerialCable cable = SerialCable.plug(folder);
        Field field = Field.serial(cable.right(), framing);
        Running running =
            Running.units(
                sink, unit(cable.left(), framing, 1, "A"), unit(cable.left(), framing, 2, "B"))) {
      field.unit(1).countingFrom(100);
      field.unit(2).countingFrom(200);
      Map<String, Map<String, Value>> read = new HashMap<>();
      while (read.size() < 2) {
        UplinkRecord record = sink.next(PATIENCE);
        read.put(record.device().name(), PollingTest.values(record));
      }
      assertThat(read.get("A")).hasSize(20).containsEntry("r_19", new Value.Int(119));
      assertThat(read.get("B")).containsEntry("r_0", new Value.Int(200));
      RpcRequest write =
          new RpcRequest(new Device("B", "default"), 1, "set", new Value.Int(7), null);
      assertThat(running.session().handle(write)).isInstanceOf(Reply.Answered.class);
      assertThat(field.unit(2).register(40)).isEqualTo(7);
      assertThat(field.unit(1).register(40)).isEqualTo(140);
      cable.unplug();
      assertThat(running.end()).isInstanceOf(IOException.class);
      assertThat(sink.onlineDevices()).isEmpty();
    }
  }

  private static String unit(String port, Framing framing, int id, String name) {
    return ("{'type':'serial','method':'%s','port':'%s','baudrate':115200,'parity':'E',"
            + "'unitId':%d,'deviceName':'%s','byteOrder':'BIG','pollPeriod':200,'timeseries':["
            + "{'tag':'r','type':'16int','functionCode':3,'address':'0-19'}],"
            + "'rpc':[{'tag':'set','type':'16int','functionCode':6,'address':40}]}")
        .formatted(framing.toString().toLowerCase(Locale.ROOT), port, id, name);
  }
}
