package io.tidegate.connector.modbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.json.ConfigResult;
import io.tidegate.connector.modbus.ModbusConnector;
import io.tidegate.connector.modbus.codec.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModbusConfigTest {

  private static final String UNIT =
      "{'master':{'slaves':[{'host':'h','unitId':1,'deviceName':'D'%s}]}}";

  @Test
  void defaultsAreThoseOfThePythonGateway() {
    UnitConfig unit = unit("");
    assertThat(unit.type()).isEqualTo(Transport.TCP);
    assertThat(unit.framing()).isEqualTo(Method.SOCKET);
    assertThat(unit.deviceType()).isEqualTo("default");
    assertThat(unit.retries().count()).isEqualTo(3);
    assertThat(unit.order().byteOrder()).isEqualTo(Order.LITTLE);
    assertThat(unit.order().wordOrder()).isEqualTo(Order.LITTLE);
    assertThat(unit.serial().baudrate()).isEqualTo(19_200);
    assertThat(unit.serial().parity()).isEqualTo(Parity.NONE);
  }

  @Test
  void theShippedFilesAreRead() throws IOException {
    ModbusConfig tcp = golden("shipped");
    UnitConfig demo = tcp.master().slaves().getFirst();
    assertThat(demo.line()).isEqualTo("tcp://127.0.0.1:5021");
    assertThat(demo.timeseries())
        .extracting(ReadConfig::tag)
        .containsExactly("temperature", "humidity", "relay");
    ServerConfig slave = Objects.requireNonNull(tcp.slave());
    assertThat(slave.values().holdingRegisters().attributeUpdates()).hasSize(1);
    UnitConfig serial = golden("shipped-serial").master().slaves().getFirst();
    assertThat(serial.line()).isEqualTo("serial:/dev/tty0");
    assertThat(serial.retries().count()).isEqualTo(3);
  }

  @Test
  void devicesOfVersion2InheritWhatTheyDoNotSayFromTheirServer() throws IOException {
    var units = golden("version-2").master().slaves();
    UnitConfig first = units.getFirst();
    assertThat(first.line()).isEqualTo("tcp://10.0.0.7:5021");
    assertThat(first.pollPeriod()).isEqualTo(1000);
    assertThat(first.attributes().getFirst().pollPeriod()).isEqualTo(5000);
    assertThat(first.attributes().getFirst().objectsCount()).isEqualTo(4);
    assertThat(first.timeseries().getFirst().byteOrder()).isEqualTo(Order.LITTLE);
    assertThat(first.rpc())
        .extracting(CommandConfig::tag)
        .containsExactly("turnLightOn", "getTemp");
    assertThat(units.get(1).line()).isEqualTo("tcp://10.0.0.8:5021");
    assertThat(units.get(1).order().byteOrder()).isEqualTo(Order.BIG);
  }

  @Test
  void thePeriodsOfVersion3AreThoseOfTheirTags() throws IOException {
    UnitConfig unit = golden("version-3.0").master().slaves().getFirst();
    assertThat(unit.pollPeriod()).isEqualTo(1000);
    assertThat(unit.timeseries().getFirst().pollPeriod()).isNull();
    assertThat(unit.attributes().getFirst().pollPeriod()).isEqualTo(60_000);
    assertThat(unit.retries().count()).isZero();
  }

  @Test
  void blocksWithinListsAndAFileWithoutMasterAreUnderstood() throws IOException {
    ModbusConfig config = golden("only-slave");
    assertThat(config.master().slaves()).isEmpty();
    ServerConfig slave = Objects.requireNonNull(config.slave());
    assertThat(slave.values().holdingRegisters().rpc().getFirst().tag()).isEqualTo("setValue");
    assertThat(slave.values().coils().attributes()).hasSize(1);
    assertThat(slave.identity().modelName()).isEqualTo("M");
  }

  @Test
  void whatCantWorkIsAnError() {
    ConfigResult<ModbusConfig> read =
        ConfigTexts.read(
            "{'master':{'slaves':["
                + "{'host':'h','unitId':1,'deviceName':'ok','timeseries':["
                + "{'tag':'a','type':'16int','functionCode':3,'address':'5-3'},"
                + "{'tag':'b','type':'16int','functionCode':3,'address':65535,'objectsCount':2},"
                + "{'tag':'c','type':'16int','functionCode':3,'address':1,'divider':0}]},"
                + "{'unitId':1,'deviceName':'x'},"
                + "{'type':'serial','port':'502','unitId':0,'method':'socket','deviceName':'x'},"
                + "{'type':'udp','host':'h','method':'tls','unitId':1,'deviceName':'x'},"
                + "{'host':'h','unitId':1,'deviceName':' ','uplink_converter':'MyConverter'}]}}");
    assertThat(ConfigTexts.errors(read))
        .containsExactlyInAnyOrder(
            "/master/slaves/0/timeseries/0/address must be an address of 0 to 65535, or a range such"
                + " as \"10-12\" but is \"5-3\": its end is before its beginning",
            "/master/slaves/0/timeseries/1/address and objectsCount reach beyond the address 65535",
            "/master/slaves/0/timeseries/2/divider must not be 0",
            "/master/slaves/1/host is required with type TCP",
            "/master/slaves/2/port must be that of a serial port, such as /dev/ttyUSB0",
            "/master/slaves/2/method SOCKET is not possible with type SERIAL",
            "/master/slaves/2/unitId must not be 0, the address of all units: nobody answers it",
            "/master/slaves/3/method TLS is not possible with type UDP",
            "/master/slaves/4/deviceName must not be blank",
            "/master/slaves/4/uplink_converter is a Python class, which this gateway can't load:"
                + " MyConverter");
    assertThat(read.value()).isNotNull();
  }

  @Test
  void whatIsTooMuchForOneWriteIsAnErrorOfItsOwnPlaceAndCostsOnlyItself() {
    ConfigResult<ModbusConfig> read =
        ConfigTexts.read(
            UNIT.formatted(
                ",'attributeUpdates':["
                    + "{'tag':'a','type':'string','functionCode':16,'objectsCount':124,'address':0},"
                    + "{'tag':'b','type':'string','functionCode':16,'objectsCount':123,'address':0}"
                    + "],'rpc':["
                    + "{'tag':'c','type':'bits','functionCode':15,'objectsCount':1969,'address':0},"
                    + "{'tag':'d','type':'bits','functionCode':15,'objectsCount':1968,'address':0}]"));
    assertThat(ConfigTexts.errors(read))
        .containsExactly(
            "/master/slaves/0/attributeUpdates/0/type can't be used: 124 holding registers are more"
                + " than the 123 that one request writes",
            "/master/slaves/0/rpc/0/type can't be used: 1969 coils are more than the 1968 that one"
                + " request writes");
    ModbusConfig usable = Objects.requireNonNull(read.value());
    assertThat(new ModbusConnector().endpoints(usable)).hasSize(1);
  }

  @Test
  void aKeyThatIsGivenTwiceIsTold() {
    ConfigResult<ModbusConfig> read =
        ConfigTexts.read(
            UNIT.formatted(
                ",'timeseries':[{'tag':'r','type':'16int','functionCode':3,'address':'1-3'},"
                    + "{'tag':'r_2','type':'16int','functionCode':4,'address':9}]"));
    assertThat(ConfigTexts.warnings(read))
        .containsExactly(
            "/master/slaves/0/timeseries/1/tag gives the key r_2 again: that of entry 0 is not"
                + " reported");
  }

  @Test
  void keysWithoutEffectAreNamed() {
    ConfigResult<ModbusConfig> read =
        ConfigTexts.read(
            UNIT.formatted(
                ",'connectAttemptCount':5,'retryOnEmpty':true,'strict':true,"
                    + "'delay_between_requests_ms':7"));
    assertThat(ConfigTexts.warnings(read))
        .containsExactly(
            "/master/slaves/0/connectAttemptCount has no effect: the gateway connects again after"
                + " pauses that grow",
            "/master/slaves/0/strict has no effect, as in the Python gateway");
    assertThat(read.require().master().slaves().getFirst().delayBetweenRequestsMs()).isEqualTo(7);
  }

  @Test
  void aKeyOfARangeIsMadeOfItsTemplate() {
    ReadConfig item =
        unit(",'timeseries':[{'tag':'v_${unitId}_${functionCode}_${address}_${type}_"
                + "${objectsCount}','type':'32int','functionCode':3,'objectsCount':2,"
                + "'address':'0-4'}]")
            .timeseries()
            .getFirst();
    assertThat(Keys.of(item, 1, 2)).isEqualTo("v_1_3_2_32int_2");
  }

  private static UnitConfig unit(String members) {
    return ConfigTexts.config(UNIT.formatted(members)).master().slaves().getFirst();
  }

  private static ModbusConfig golden(String name) throws IOException {
    return ConfigTexts.config(Files.readString(Path.of("src/test/golden", name, "config.json")));
  }
}
