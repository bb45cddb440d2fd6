package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert;

/** An exchange on a thread of its own, while the test plays the unit. */
final class Asking {

  private static final int PATIENCE = 10;

  private final CompletableFuture<ModbusResponsePdu> answer = new CompletableFuture<>();
  private final Thread thread;

  private Asking(Wire wire, int unit, ModbusRequestPdu request, Duration timeout) {
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                answer.complete(wire.exchange(unit, request, timeout));
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            });
  }

  static Asking of(Wire wire, int unit, ModbusRequestPdu request, Duration timeout) {
    return new Asking(wire, unit, request, timeout);
  }

  void interrupt() {
    thread.interrupt();
  }

  boolean isOver() {
    return answer.isDone();
  }

  ModbusResponsePdu answer() throws Exception {
    return answer.get(PATIENCE, TimeUnit.SECONDS);
  }

  void assertRegisters(int... bytes) throws Exception {
    byte[] expected = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      expected[i] = (byte) bytes[i];
    }
    assertThat(answer()).isEqualTo(new ReadHoldingRegistersResponse(expected));
  }

  /** How it failed. */
  Throwable failure() {
    Throwable thrown = ThrowableAssert.catchThrowable(this::answer);
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    return Objects.requireNonNull(thrown.getCause());
  }
}
