package io.tidegate.connector.modbus.wire;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.tidegate.connector.modbus.wire.WireSettings.Parity;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A serial port. Its thread blocks in the operating system, so that it is no virtual one. */
final class SerialLink implements Link {

  private final SerialPort port;
  private final String device;
  private volatile boolean closed;

  private SerialLink(SerialPort port, String device) {
    this.port = port;
    this.device = device;
  }

  /**
   * Opens the port that has this path now: a link in {@code /dev/serial/by-id} finds its adapter
   * whatever number it got.
   */
  static Link open(WireSettings settings) throws IOException {
    Serial serial = settings.serial();
    if (serial == null) {
      throw new IllegalArgumentException("no serial line: " + settings);
    }
    SerialPort port = find(serial.device());
    port.setComPortParameters(
        serial.baudRate(),
        serial.dataBits(),
        serial.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT,
        parity(serial.parity()));
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    // Waits for the first byte for ever, and returns with what there is.
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
    if (!port.openPort()) {
      // It may have been unplugged in between.
      find(serial.device());
      throw new IOException(
          "can't open " + serial.device() + ": " + SerialPorts.reason(port.getLastErrorCode()));
    }
    return new SerialLink(port, serial.device());
  }

  /** The library would take a port of the same name in another folder for one that is missing. */
  private static SerialPort find(String device) throws IOException {
    if (device.contains("/") && !Files.exists(Path.of(device))) {
      throw SerialPorts.missing(device);
    }
    try {
      return SerialPort.getCommPort(device);
    } catch (SerialPortInvalidPortException e) {
      throw SerialPorts.missing(device);
    }
  }

  private static int parity(Parity parity) {
    return switch (parity) {
      case NONE -> SerialPort.NO_PARITY;
      case EVEN -> SerialPort.EVEN_PARITY;
      case ODD -> SerialPort.ODD_PARITY;
    };
  }

  @Override
  public void send(byte[] frame) throws IOException {
    if (port.writeBytes(frame, frame.length) != frame.length) {
      throw gone();
    }
  }

  @Override
  public int receive(byte[] into) throws IOException {
    int length = port.readBytes(into, into.length);
    if (length > 0) {
      return length;
    }
    if (closed) {
      return -1;
    }
    throw gone();
  }

  private IOException gone() {
    return new IOException(device + " is gone");
  }

  @Override
  public Thread.Builder thread() {
    return Thread.ofPlatform().daemon();
  }

  @Override
  public void close() {
    closed = true;
    port.closePort();
  }
}
