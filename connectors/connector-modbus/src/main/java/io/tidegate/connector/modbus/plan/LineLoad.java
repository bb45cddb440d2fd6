package io.tidegate.connector.modbus.plan;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.wire.LineTime;
import java.time.Duration;
import java.util.List;

/** How much of a serial line is asked for. */
public final class LineLoad {

  /** What a unit takes to think about its answer: quick ones take less, slow ones far more. */
  public static final Duration THINKING = Duration.ofMillis(5);

  private final LineTime time;
  private double requests;
  private double busy;

  /** Starts with nothing. */
  public LineLoad(LineTime time) {
    this.time = time;
  }

  /** The most registers that are quicker read over than asked around. */
  public static int gap(LineTime time) {
    long one = exchange(time, 1);
    long register = exchange(time, 2) - one;
    return (int) ((one - register + THINKING.toNanos()) / register);
  }

  private static long exchange(LineTime time, int registers) {
    return time.exchange(Table.HOLDING_REGISTERS.read(0, registers)).toNanos();
  }

  /**
   * Adds requests that are made once in each period.
   *
   * @param rest what the line rests between two requests.
   */
  public void add(List<Block> blocks, Duration period, Duration rest) {
    double seconds = seconds(period);
    for (Block block : blocks) {
      ModbusRequestPdu request = block.table().read(block.first(), block.length());
      requests += 1 / seconds;
      busy += (seconds(time.exchange(request)) + seconds(THINKING) + seconds(rest)) / seconds;
    }
  }

  /** Requests in a second. */
  public double requests() {
    return requests;
  }

  /** Seconds of exchanges in a second; more than 1 is more than there is. */
  public double busy() {
    return busy;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
