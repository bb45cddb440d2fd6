package io.tidegate.connector.modbus.wire;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** What serial ports there are, for people who look for theirs. */
public final class SerialPorts {

  private static final Path BY_ID = Path.of("/dev/serial/by-id");

  private SerialPorts() {}

  /** Their paths; those that name an adapter, whatever number it has, among them. */
  public static List<String> all() {
    TreeSet<String> paths = new TreeSet<>();
    for (SerialPort port : SerialPort.getCommPorts()) {
      paths.add(port.getSystemPortPath());
    }
    if (Files.isDirectory(BY_ID)) {
      try (DirectoryStream<Path> links = Files.newDirectoryStream(BY_ID)) {
        links.forEach(link -> paths.add(link.toString()));
      } catch (IOException e) {
        // An adapter was unplugged right now; the others are named already.
      }
    }
    return List.copyOf(paths);
  }

  static IOException missing(String device) {
    List<String> all = all();
    String there = all.isEmpty() ? "none at all" : String.join(", ", all);
    return new IOException("there is no serial port " + device + "; there are: " + there);
  }

  /** Of an error of the library: those of Linux (man 3 errno), and its own 2. */
  static String reason(int error) {
    return switch (error) {
      case 2 -> "this program has opened it already";
      case 5 -> "there is no hardware behind it (error 5)";
      case 11, 16 -> "another program uses it";
      case 13 -> "permission denied; is the user in the group of the port, such as dialout?";
      default -> "error " + error;
    };
  }
}
