package io.tidegate.connector.modbus.down;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.modbus.config.ConfigTexts;
import org.junit.jupiter.api.Test;

class DirectoryTest {

  private static final String SLAVE =
      "'slave':{'port':5021,'unitId':1,'deviceName':'own','sendDataToThingsBoard':true,'values':{}}";
  private static final String MASTER =
      "'master':{'slaves':[{'host':'10.0.0.5','port':502,'unitId':1,'deviceName':'field',"
          + "'timeseries':[]}]}";

  private static final Address NOBODY = new Address(null, null, null);

  /** A read that names nobody goes to all units, and a write is refused if it may mean several. */
  @Test
  void besideUnitsOfTheFieldTheServerIsMeantOnlyIfItIsNamed() {
    Directory directory = directory(MASTER + "," + SLAVE);
    assertThat(directory.find(NOBODY)).extracting(Directory.Entry::name).containsExactly("field");
    assertThat(directory.find(new Address(null, 1, null)))
        .extracting(Directory.Entry::name)
        .containsExactly("field");
    assertThat(directory.find(new Address("own", null, null)))
        .extracting(Directory.Entry::name)
        .containsExactly("own");
  }

  @Test
  void aServerAloneNeedsNoName() {
    assertThat(directory(SLAVE).find(NOBODY))
        .extracting(Directory.Entry::name)
        .containsExactly("own");
  }

  @Test
  void aSerialServerIsMeantByItsPort() {
    Directory directory =
        directory(MASTER + "," + SLAVE.replace("'port':5021", "'type':'serial','port':'/dev/x'"));
    assertThat(directory.find(new Address(null, 1, "serial:/dev/x")))
        .extracting(Directory.Entry::name)
        .containsExactly("own");
  }

  @Test
  void aServerThatIsNoDeviceIsNotAskedForAnything() {
    assertThat(directory(SLAVE.replace("'sendDataToThingsBoard':true,", "")).find(NOBODY))
        .isEmpty();
  }

  private static Directory directory(String members) {
    return new Directory(ConfigTexts.config("{" + members + "}"), new Neighbours());
  }
}
