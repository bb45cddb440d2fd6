package io.tidegate.benchmarks.endtoend;

import com.digitalpetri.modbus.Crc16;
import io.tidegate.connector.modbus.wire.LineTime;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Asks a serial line as fast as anybody can: waits for the silence awake, looks at no answer and
 * has nothing else to do. What it does not reach is what pseudo-terminals and the units cost.
 */
final class BareClient {

  private BareClient() {}

  /** Exchanges in a second. */
  static double rate(Path port, int registers, LineTime time, Duration span) throws IOException {
    byte[] request = request(registers);
    try (OutputStream out = new FileOutputStream(port.toFile());
        InputStream in = new FileInputStream(port.toFile())) {
      long exchanges = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < span.toNanos()) {
        out.write(request);
        in.readNBytes(5 + 2 * registers);
        exchanges++;
        long end = System.nanoTime() + time.silenceNanos();
        while (System.nanoTime() - end < 0) {
          Thread.onSpinWait();
        }
      }
      return exchanges * 1e9 / (System.nanoTime() - start);
    }
  }

  private static byte[] request(int registers) {
    ByteBuffer request = ByteBuffer.allocate(8);
    request.put((byte) 1).put((byte) 3).putShort((short) 0).putShort((short) registers);
    Crc16 crc = new Crc16();
    crc.update(request.duplicate().flip());
    int check = crc.getValue();
    return request.put((byte) check).put((byte) (check >> 8)).array();
  }
}
