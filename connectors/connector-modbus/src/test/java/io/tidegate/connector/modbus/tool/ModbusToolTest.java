package io.tidegate.connector.modbus.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.procimg.SimpleDigitalOut;
import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import io.tidegate.connector.SiteTool;
import io.tidegate.testkit.faults.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against j2mod, with units 2 and 7: 22.34 in the registers 10 and 11, 1 coil in 3. */
class ModbusToolTest {

  private @Nullable ModbusSlave unit;
  private String where = "";

  @BeforeEach
  void start() throws Exception {
    int port = Ports.free();
    ModbusSlave slave =
        ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 3, false);
    unit = slave;
    slave.addProcessImage(2, image());
    slave.addProcessImage(7, image());
    slave.open();
    where = "tcp://127.0.0.1:" + port;
  }

  private static SimpleProcessImage image() {
    SimpleProcessImage image = new SimpleProcessImage();
    for (int i = 0; i < 20; i++) {
      image.addRegister(new SimpleRegister(i == 10 ? 0x41B2 : i == 11 ? 0xB852 : i));
      image.addInputRegister(new SimpleInputRegister(100 + i));
      image.addDigitalOut(new SimpleDigitalOut(i % 3 == 0));
    }
    return image;
  }

  @AfterEach
  void stop() {
    ModbusSlaveFactory.close(unit);
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(SiteTool.class)).extracting(SiteTool::type).contains("modbus");
  }

  @Test
  void readingShowsNeighboursAndMeanings() throws Exception {
    Ran ran = Ran.tool("read", where, "10", "--unit", "7");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains(
            "holding registers of unit 7 at " + where,
            "        9  0009         9       9",
            ">      10  41B2     16818   16818  A.",
            ">      11  B852     47186  -18350  .R",
            "       12  000C        12      12")
        .containsPattern("32float +22\\.34 \\*\\*")
        .containsPattern("22\\.34 +\"type\": \"32float\", \"address\": 10, \"objectsCount\": 2");
  }

  @Test
  void anAddressOfADocumentThatCountsFromOneIsFoundOut() throws Exception {
    assertThat(Ran.tool("read", where, "11", "-u", "2").out())
        .contains("from 10")
        .containsPattern("22\\.34 +\"type\": \"32float\", \"address\": 10");
    Ran beyond = Ran.tool("read", where, "20", "1", "-u", "2");
    assertThat(beyond.exit()).isEqualTo(1);
    assertThat(beyond.err())
        .contains("illegal data address", "from 19 on they are there: many documents count from 1");
  }

  @Test
  void theEdgesOfTheTableHaveNoNeighbours() throws Exception {
    assertThat(Ran.tool("read", where, "0", "20", "-u", "2").out())
        .contains(">       0  0000", ">      19  0013")
        .doesNotContain("     20  ");
  }

  @Test
  void otherTablesAreReadToo() throws Exception {
    assertThat(Ran.tool("read", where, "5", "1", "-u", "2", "-t", "input").out())
        .contains("input registers of unit 2", ">       5  0069       105");
    assertThat(Ran.tool("read", where, "0", "18", "-u", "2", "-t", "coils").out())
        .contains("        0  1 0 0 1 0 0 1 0  0 1 0 0 1 0 0 1", "       16  0 0");
  }

  @Test
  void theWireIsShownInWords() throws Exception {
    Ran ran = Ran.tool("read", where, "10", "2", "-u", "7", "--trace");
    assertThat(ran.err())
        .contains(
            where + " → unit 7: read 2 holding registers from 10 [",
            where + " ← unit 7: 2 registers: 41b2 b852 [");
  }

  @Test
  void writingShowsBeforeAndAfter() throws Exception {
    Ran ran =
        Ran.tool(
            "write",
            where,
            "14",
            "22.34",
            "--type",
            "32float",
            "--word-order",
            "little",
            "-u",
            "2",
            "--yes");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("holding registers 14 of unit 2 at " + where)
        .containsPattern("is +000E000F")
        .containsPattern("will be +B85241B2 +22\\.34")
        .containsPattern("is now +B85241B2 +22\\.34")
        .endsWith("written\n");
    assertThat(Ran.tool("read", where, "14", "-u", "2").out()).contains("14  B852", "15  41B2");
  }

  @ParameterizedTest
  @CsvSource({
    "1, on, coils, 1",
    "3, off, coils, 0",
    "4, '[1,1,0]', coils, 1 1 0",
    "4, 0x1F, holding, 001F",
    "4, -5, holding, FFFB"
  })
  void valuesAreWrittenAsTheyAreSaid(String address, String value, String table, String expected)
      throws Exception {
    Ran ran = Ran.tool("write", where, address, value, "-t", table, "-u", "2", "-y");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(Ran.tool("read", where, address, "3", "-t", table, "-u", "2").out())
        .containsPattern(" " + address + " +" + expected);
  }

  // Nobody answers a question in a test.
  @Test
  void withoutYesNothingIsWrittenWhereNobodyCanBeAsked() throws Exception {
    Ran ran = Ran.tool("write", where, "4", "5", "-u", "2");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("nobody can be asked: say --yes");
    assertThat(Ran.tool("read", where, "4", "1", "-u", "2").out()).contains("4  0004");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "70000, holding, 70000 does not fit 16uint",
        "abc, holding, 'abc' is not a number",
        "1, input, input registers can't be written"
      })
  void whatCannotBeWrittenIsSaidBeforeAnythingIsSent(String value, String table, String message)
      throws Exception {
    Ran ran = Ran.tool("write", "tcp://127.0.0.1:1", "4", value, "-t", table, "-y");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
  }

  /** On the wire 258 would be 2. */
  @Test
  void noUnitIsWrittenInThePlaceOfOneThatThereCantBe() throws Exception {
    assertThat(Ran.tool("write", where, "4", "99", "-y", "-u", "258").err())
        .contains("must be a number of 0 to 255 but is '258'");
    assertThat(Ran.tool("read", where, "4", "1", "-u", "2").out()).contains(">       4  0004 ");
  }

  @Test
  void whatTheUnitRefusesFails() throws Exception {
    Ran ran = Ran.tool("write", where, "500", "1", "-u", "2", "-y");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("can't be read");
    assertThat(ran.err()).contains("illegal data address");
  }

  @Test
  void scanningFindsTheUnitsThatAnswer() throws Exception {
    Ran ran = Ran.tool("scan", where, "-u", "1-9", "--timeout", "5000");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .containsPattern("unit +2  holding registers 0: 0000")
        .containsPattern("unit +7  holding registers 0: 0000")
        .contains("of 9 units answer");
  }

  @Test
  void aRefusalIsAnAnswer() throws Exception {
    assertThat(Ran.tool("scan", where, "-u", "2", "--address", "500").out())
        .containsPattern("unit +2  refuses holding registers 500: illegal data address");
  }

  @Test
  void aHostWithoutUnitsIsScannedToTheEnd() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String place = "127.0.0.1:" + silent.getLocalPort();
      Ran ran = Ran.tool("scan", place, where, "-u", "1-7", "--timeout", "20");
      assertThat(ran.exit()).isZero();
      assertThat(ran.out()).contains("tcp://" + place + "\n  0 of 7 units answer", where);
    }
  }

  @Test
  void aHostThatSaysNothingIsGivenUpUnlessItsUnitsWereNamed() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String place = "127.0.0.1:" + silent.getLocalPort();
      Ran ran = Ran.tool("scan", place, where, "--timeout", "20");
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out())
          .contains("tcp://" + place + "\n  nothing answers; the others were not asked, which")
          .contains("0 of 32 units answer")
          .contains("of 247 units answer");
    }
  }

  @Test
  void aHostThatIsNotThereFailsAndCostsTheOthersNothing() throws Exception {
    Ran ran = Ran.tool("scan", "127.0.0.1:1", where, "-u", "2");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("Connection refused")
        .containsPattern("unit +2 ")
        .doesNotContain("0 of 0");
  }

  @Test
  void garbageIsNoUnit() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              OutputStream out = server.accept().getOutputStream();
              out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              out.flush();
            } catch (IOException e) {
              // The test is over.
            }
          });
      Ran ran = Ran.tool("read", "127.0.0.1:" + server.getLocalPort(), "0", "--timeout", "300");
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).startsWith("tidegate modbus: ");
    }
  }

  @Test
  void whoeverDoesNotAnswerIsNamed() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Ran ran = Ran.tool("read", "127.0.0.1:" + silent.getLocalPort(), "0", "--timeout", "50");
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("unit 1: no answer for 50 ms");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read",
        "read x:y 1 1",
        "read 127.0.0.1 70000",
        "read 127.0.0.1 0 126",
        "fly",
        "scan 127.0.0.1 -u 1-300",
        "scan",
        "read http://x 1",
        "read 127.0.0.1:99999 1",
        "read 127.0.0.1 1 -t fluid",
        "write 127.0.0.1 0 1 -y -f 5",
        "write 127.0.0.1 0 1 -y -u 256",
        "write 127.0.0.1 2147483647 1 -y",
        "read 127.0.0.1 0 -u -1",
        "read 127.0.0.1 0 --timeout 0",
        "read 127.0.0.1 0 --connect-timeout 0",
        "scan 127.0.0.1 --address 65536",
        "read /dev/ttyS99 0 --baud 0",
        "read /dev/ttyS99 0 --data-bits 9",
        "read /dev/ttyS99 0 --stop-bits 3",
        "decode"
      })
  void wrongArgumentsAreToldFromFailures(String arguments) throws Exception {
    Ran ran = Ran.tool(arguments.split(" ", -1));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("tidegate modbus: ").contains("--help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "scan", "read", "write", "decode"})
  void helpHasExamples(String command) throws Exception {
    Ran ran = command.isEmpty() ? Ran.tool() : Ran.tool(command, "--help");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("Usage: tidegate modbus " + command);
    assertThat(ran.out().lines().map(String::length).max(Integer::compare).orElse(0))
        .isLessThanOrEqualTo(100);
    if (!command.isEmpty()) {
      assertThat(ran.out()).contains("Examples\n  tidegate modbus " + command);
    }
  }
}
