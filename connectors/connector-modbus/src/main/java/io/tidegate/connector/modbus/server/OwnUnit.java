package io.tidegate.connector.modbus.server;

import com.digitalpetri.modbus.ModbusPduSerializer.DefaultRequestSerializer;
import com.digitalpetri.modbus.ModbusPduSerializer.DefaultResponseSerializer;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.modbus.config.Orders;
import io.tidegate.connector.modbus.down.Contact;
import io.tidegate.connector.modbus.down.UnitCommands;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The server as a unit of its own gateway, without a wire between them. */
final class OwnUnit implements Contact {

  private static final int LONGEST_PDU = 253;
  private static final int EXCEPTION = 0x80;

  private final int id;
  private final String name;
  private final UnitCommands commands;
  private final Answers answers;

  OwnUnit(int id, String name, Orders orders, Answers answers) {
    this.id = id;
    this.name = name;
    this.commands = UnitCommands.none(orders);
    this.answers = answers;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public String name() {
    return name;
  }

  /** Those of the platform are carried out without a detour. */
  @Override
  public UnitCommands commands() {
    return commands;
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
