package io.tidegate.connector.modbus.server;

import com.digitalpetri.modbus.ModbusPduSerializer.DefaultRequestSerializer;
import com.digitalpetri.modbus.ModbusPduSerializer.DefaultResponseSerializer;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.modbus.down.Asker;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The server as a client of its own, without a wire between them. */
final class OwnUnit implements Asker {

  private static final int LONGEST_PDU = 253;
  private static final int EXCEPTION = 0x80;

  private final Answers answers;

  OwnUnit(Answers answers) {
    this.answers = answers;
  }

  @Override
  public ModbusResponsePdu ask(ModbusRequestPdu request) throws IOException, UnitException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_PDU);
    try {
      DefaultRequestSerializer.INSTANCE.encode(request, buffer);
      byte[] answer = answers.answer(Arrays.copyOf(buffer.array(), buffer.position()));
      if ((answer[0] & EXCEPTION) != 0) {
        throw new Refused(
            answer[1], "exception %d (%s)".formatted(answer[1], Refused.meaning(answer[1])));
      }
      return (ModbusResponsePdu)
          DefaultResponseSerializer.INSTANCE.decode(answer[0], ByteBuffer.wrap(answer));
    } catch (UnitException e) {
      throw e;
    } catch (Exception e) {
      // The library's serializers declare every exception there is.
      throw new IOException("the server can't answer itself: " + e.getMessage(), e);
    }
  }
}
