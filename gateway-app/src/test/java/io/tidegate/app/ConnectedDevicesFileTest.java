package io.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.data.Device;
import io.tidegate.engine.device.StoredDevice;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// core.md §2.13
class ConnectedDevicesFileTest {

  private static final String PYTHON =
      """
      {
        "B\\u00e4r \\"1\\"": {
          "connectorId": "c0ffee00-0000-4000-8000-000000000001",
          "connectorName": "Plant",
          "deviceType": "pump",
          "disconnected": false,
          "renaming": null
        },
        "Dev A": {
          "connectorId": "c0ffee00-0000-4000-8000-000000000001",
          "connectorName": "Plant",
          "deviceType": "default",
          "disconnected": true,
          "renaming": "Dev A2"
        }
      }\
      """;

  private static final String ID = "c0ffee00-0000-4000-8000-000000000001";

  private static final List<StoredDevice> DEVICES =
      List.of(
          new StoredDevice(new Device("Bär \"1\"", "pump"), ID, "Plant", true, null),
          new StoredDevice(new Device("Dev A", "default"), ID, "Plant", false, "Dev A2"));

  @TempDir private Path folder;

  @Test
  void theFileIsTheSameByteForByte() throws IOException {
    file().write(DEVICES.reversed());
    assertThat(path()).hasContent(PYTHON);
    assertThat(Files.size(path())).isEqualTo(PYTHON.length());
    assertThat(file().read()).isEqualTo(DEVICES);
  }

  @Test
  void noDevicesAreAnEmptyObject() throws IOException {
    file().write(List.of());
    assertThat(Files.readString(path())).isEqualTo("{}");
    assertThat(file().read()).isEmpty();
  }

  @Test
  void theFormOfArraysIsRead() throws IOException {
    Files.writeString(path(), "{\"A\": [\"Plant\", \"pump\"], \"B\": [\"Plant\", \"x\", \"B2\"]}");
    assertThat(file().read())
        .containsExactly(
            new StoredDevice(new Device("A", "pump"), "", "Plant", true, null),
            new StoredDevice(new Device("B", "x"), "", "Plant", true, "B2"));
  }

  @Test
  void aVeryOldFileAndNoFileAreEmpty() throws IOException {
    assertThat(file().read()).isEmpty();
    Files.writeString(path(), "{\"A\": \"Plant\"}");
    assertThat(file().read()).isEmpty();
    Files.writeString(path(), "");
    assertThat(file().read()).isEmpty();
  }

  @Test
  void whatIsNoDeviceIsLeftOutAndABrokenFileSaysWhere() throws IOException {
    Files.writeString(path(), "{\"A\": 1, \" \": [\"Plant\", \"x\"], \"B\": {}, \"C\": []}");
    assertThat(file().read())
        .extracting(stored -> stored.device().name())
        .containsExactly("B", "C");
    Files.writeString(path(), "{\n\"A\": ");
    assertThatThrownBy(() -> file().read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("connected_devices.json:2");
  }

  @Test
  void aFileThatCanNotBeReadIsKeptWhenItIsReplaced() throws IOException {
    Files.writeString(path(), "{ my devices");
    ConnectedDevicesFile file = file();
    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is kept as connected_devices.json.unreadable");
    assertThat(path()).as("nothing is touched before").hasContent("{ my devices");
    file.write(DEVICES);
    file.write(List.of());
    assertThat(folder.resolve(ConnectedDevicesFile.UNREADABLE)).hasContent("{ my devices");
    assertThat(path()).hasContent("{}");
  }

  @Test
  void whileTheUnreadableFileCanNotBeKeptItIsNotReplaced() throws IOException {
    Files.writeString(path(), "{ my devices");
    Path inTheWay = Files.createDirectory(folder.resolve(ConnectedDevicesFile.UNREADABLE));
    Files.createFile(inTheWay.resolve("so that it can't be replaced"));
    ConnectedDevicesFile file = file();
    assertThatThrownBy(file::read).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> file.write(DEVICES)).isInstanceOf(IOException.class);
    assertThat(path()).hasContent("{ my devices");
  }

  @Test
  void tenThousandDevicesTakeNoTimeWorthMentioning() throws IOException {
    List<StoredDevice> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      many.add(new StoredDevice(new Device("D%05d".formatted(i), "pump"), ID, "Plant", true, null));
    }
    file().write(many);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    assertThat(file().read()).hasSize(10_000);
    long millis = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
    assertThat(millis).as("milliseconds of a processor").isLessThan(1_000);
  }

  private ConnectedDevicesFile file() {
    return new ConnectedDevicesFile(folder);
  }

  private Path path() {
    return folder.resolve(ConnectedDevicesFile.NAME);
  }
}
