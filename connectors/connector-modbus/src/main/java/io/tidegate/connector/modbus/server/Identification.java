package io.tidegate.connector.modbus.server;

import io.tidegate.connector.modbus.config.IdentityConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Function 43/14: what the server says of itself (Modbus application protocol, 6.21). */
final class Identification {

  private static final int READ_DEVICE_IDENTIFICATION = 14;
  private static final int LAST_BASIC = 2;
  private static final int ONE_OBJECT = 4;

  /** Regular identification, in one go and object by object. */
  private static final int CONFORMITY = 0x82;

  /** What is left of a PDU for an object: 253 bytes without what comes before its text. */
  private static final int MOST_BYTES = 244;

  private static final int HEADER = 7;
  private static final int MOST_IN_PDU = 253;

  private final List<byte[]> objects = new ArrayList<>();

  Identification(IdentityConfig identity) {
    for (String text :
        List.of(
            identity.vendorName(),
            identity.productCode(),
            identity.revision(),
            identity.vendorUrl(),
            identity.productName(),
            identity.modelName())) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      objects.add(bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes);
    }
  }

  /** The answer to a request with function 43. */
  byte[] answer(Body body) throws Refusal {
    if (body.octet(1) != READ_DEVICE_IDENTIFICATION) {
      throw new Refusal(Refusal.ILLEGAL_FUNCTION);
    }
    body.requireEnd(4);
    int category = body.octet(2);
    int first = body.octet(3);
    return switch (category) {
      case 1 -> stream(category, first, LAST_BASIC);
      case 2, 3 -> stream(category, first, objects.size() - 1);
      case ONE_OBJECT -> single(first);
      default -> throw new Refusal(Refusal.ILLEGAL_DATA_VALUE);
    };
  }

  /** A stream that begins at an object that there is not begins at the first one. */
  private byte[] stream(int category, int asked, int last) {
    int first = asked > last ? 0 : asked;
    int next = first;
    int size = HEADER;
    while (next <= last && size + 2 + objects.get(next).length <= MOST_IN_PDU) {
      size += 2 + objects.get(next).length;
      next++;
    }
    return answer(category, first, next, next <= last);
  }

  private byte[] single(int number) throws Refusal {
    if (number >= objects.size()) {
      throw new Refusal(Refusal.ILLEGAL_DATA_ADDRESS);
    }
    return answer(ONE_OBJECT, number, number + 1, false);
  }

  private byte[] answer(int category, int first, int end, boolean moreFollows) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write(43);
    answer.write(READ_DEVICE_IDENTIFICATION);
    answer.write(category);
    answer.write(CONFORMITY);
    answer.write(moreFollows ? 0xFF : 0);
    answer.write(moreFollows ? end : 0);
    answer.write(end - first);
    for (int i = first; i < end; i++) {
      byte[] text = objects.get(i);
      answer.write(i);
      answer.write(text.length);
      answer.writeBytes(text);
    }
    return answer.toByteArray();
  }
}
