package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.procimg.SimpleDigitalOut;
import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Reply;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.testkit.CapturingSink;
import io.tidegate.testkit.faults.Ports;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Units of j2mod: 20 registers and coils each. */
class ForeignUnitsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CapturingSink sink = new CapturingSink();
  private final SimpleProcessImage second = image(200);
  private @Nullable ModbusSlave slave;
  private int port;

  @BeforeEach
  void start() throws Exception {
    port = Ports.free();
    ModbusSlave units =
        ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 3, false);
    slave = units;
    units.addProcessImage(1, image(100));
    units.addProcessImage(2, second);
    units.open();
  }

  @AfterEach
  void stop() {
    ModbusSlaveFactory.close(slave);
  }

  @Test
  void unitsOfOneConnectionAreReadAndWritten() throws Exception {
    try (Running running = Running.units(sink, unit(1, "A"), unit(2, "B"))) {
      Map<String, Map<String, Value>> read = new HashMap<>();
      while (read.size() < 2) {
        UplinkRecord record = sink.next(PATIENCE);
        read.put(record.device().name(), PollingTest.values(record));
      }
      assertThat(read.get("A"))
          .containsEntry("h_19", new Value.Int(119))
          .containsEntry("i", new Value.Int(103))
          .containsEntry("c", new Value.Json("[true,false,false,true]"))
          .doesNotContainKey("h_20")
          .hasSize(22);
      assertThat(read.get("B")).containsEntry("h_0", new Value.Int(200));
      assertThat(sink.rejections())
          .extracting(r -> r.source())
          .containsExactlyInAnyOrder("A, holding registers 20", "B, holding registers 20");
      Reply reply =
          running
              .session()
              .handle(
                  new AttributeUpdate(
                      new Device("B", "default"),
                      Map.of(
                          "coils", new Value.Json("[false,true,true]"),
                          "long", new Value.Int(0x12345678)),
                      List.of()));
      assertThat(reply).isEqualTo(new Reply.Done());
      assertThat(second.getRegister(4).getValue()).isEqualTo(0x1234);
      assertThat(second.getRegister(5).getValue()).isEqualTo(0x5678);
      assertThat(List.of(coil(2), coil(3), coil(4), coil(5), coil(6)))
          .containsExactly(false, false, true, true, true);
    }
  }

  private boolean coil(int index) {
    return second.getDigitalOut(index).isSet();
  }

  private String unit(int id, String name) {
    return ("{'host':'127.0.0.1','port':%d,'unitId':%d,'deviceName':'%s','pollPeriod':500,"
            + "'byteOrder':'BIG','wordOrder':'BIG','timeseries':["
            + "{'tag':'h','type':'16int','functionCode':3,'address':'0-20'},"
            + "{'tag':'i','type':'16int','functionCode':4,'address':3},"
            + "{'tag':'c','type':'bits','functionCode':1,'objectsCount':4,'address':0}],"
            + "'attributeUpdates':["
            + "{'tag':'coils','type':'bits','functionCode':15,'objectsCount':3,'address':3},"
            + "{'tag':'long','type':'32int','functionCode':16,'objectsCount':2,'address':4}]}")
        .formatted(port, id, name);
  }

  private static SimpleProcessImage image(int start) {
    SimpleProcessImage image = new SimpleProcessImage();
    for (int i = 0; i < 20; i++) {
      image.addRegister(new SimpleRegister(start + i));
      image.addInputRegister(new SimpleInputRegister(start + i));
      image.addDigitalOut(new SimpleDigitalOut(i % 3 == 0));
    }
    return image;
  }
}
