package io.tidegate.connector.modbus.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.modbus.wire.Peers;
import io.tidegate.connector.modbus.wire.SerialCable;
import io.tidegate.testkit.faults.ProcessFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against pymodbus on a serial line; its holding register n is n + 100. */
class SerialToolTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rtu", "ascii"})
  void readsWritesAndScansOverASerialLine(String framing) throws Exception {
    Peers.assumePymodbusInstalled();
    Peers.assumeSocatInstalled();
    try (SerialCable cable = SerialCable.plug(folder);
        ProcessFixture _ = Peers.python("pymodbus_server.py", "serial", framing, cable.right())) {
      String[] line = {"--framing", framing, "--baud", "115200", "--timeout", "300"};
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> Ran.tool(with(line, "read", cable.left(), "0")).exit() == 0);
      assertThat(Ran.tool(with(line, "read", cable.left(), "10", "2")).out())
          .contains("unit 1 at " + cable.left(), ">      10  006E       110");
      assertThat(Ran.tool(with(line, "write", cable.left(), "10", "42", "-y")).out())
          .endsWith("written\n");
      assertThat(Ran.tool(with(line, "scan", cable.left(), "-u", "1-3")).out())
          .contains("3 of 3 units answer");
    }
  }

  private static String[] with(String[] line, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + line.length);
    System.arraycopy(line, 0, all, arguments.length, line.length);
    return all;
  }

  @Test
  void aPortThatIsNotThereIsNamed() throws Exception {
    Ran ran = Ran.tool("read", folder.resolve("none").toString(), "0");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("there is no serial port");
  }
}
