package io.tidegate.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Text of any length; what begins with {@code bad} can be written but not read. */
final class TextCodec implements Codec<String> {

  @Override
  public void encode(String value, DataOutput out) throws IOException {
    byte[] bytes = value.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public String decode(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    String text = new String(bytes, UTF_8);
    if (text.startsWith("bad")) {
      throw new IOException("bad text");
    }
    return text;
  }
}
