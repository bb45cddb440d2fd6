package io.tidegate.engine.record;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.log.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a stored record.
 *
 * <pre>
 * record = version(1 byte, = 1) connector:text device:text profile:text timestamp:zigzag
 *          count:varint point*
 * point  = tag(1 byte: kind × 16 + type) key:text value
 * value  = type 0 false: nothing · 1 true: nothing · 2 integer: zigzag · 3 real: 8 bytes IEEE 754
 *          · 4 text: text · 5 JSON: text
 * text   = length in bytes:varint, UTF-8
 * </pre>
 *
 * <p>Kind 0 is a time series, 1 an attribute. A varint is little-endian groups of seven bits.
 */
public final class StoredRecordCodec implements Codec<StoredRecord> {

  private static final int VERSION = 1;
  private static final int MAX_POINTS = 1 << 24;

  private static final int FALSE = 0;
  private static final int TRUE = 1;
  private static final int INT = 2;
  private static final int REAL = 3;
  private static final int TEXT = 4;
  private static final int JSON = 5;

  private final Names names = new Names();

  @Override
  public void encode(StoredRecord value, DataOutput out) throws IOException {
    UplinkRecord record = value.record();
    out.writeByte(VERSION);
    Varints.writeText(out, value.connector());
    Varints.writeText(out, record.device().name());
    Varints.writeText(out, record.device().profile());
    Varints.writeSigned(out, record.timestamp());
    Varints.write(out, record.points().size());
    for (DataPoint point : record.points()) {
      encode(point, out);
    }
  }

  private static void encode(DataPoint point, DataOutput out) throws IOException {
    int kind =
        switch (point.kind()) {
          case TIMESERIES -> 0;
          case ATTRIBUTE -> 1 << 4;
        };
    switch (point.value()) {
      case Value.Bool(boolean bool) -> writeHead(out, kind | (bool ? TRUE : FALSE), point.key());
      case Value.Int(long number) -> {
        writeHead(out, kind | INT, point.key());
        Varints.writeSigned(out, number);
      }
      case Value.Real(double number) -> {
        writeHead(out, kind | REAL, point.key());
        out.writeLong(Double.doubleToRawLongBits(number));
      }
      case Value.Text(String text) -> {
        writeHead(out, kind | TEXT, point.key());
        Varints.writeText(out, text);
      }
      case Value.Json(String json) -> {
        writeHead(out, kind | JSON, point.key());
        Varints.writeText(out, json);
      }
    }
  }

  private static void writeHead(DataOutput out, int tag, String key) throws IOException {
    out.writeByte(tag);
    Varints.writeText(out, key);
  }

  @Override
  public StoredRecord decode(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("record of unknown version " + version);
    }
    String connector = names.read(in);
    Device device = device(names.read(in), names.read(in));
    long timestamp = Varints.readSigned(in);
    DataPoint[] points = new DataPoint[count(in)];
    for (int i = 0; i < points.length; i++) {
      points[i] = decodePoint(in);
    }
    List<DataPoint> list = Arrays.asList(points);
    return new StoredRecord(connector, new UplinkRecord(device, timestamp, list));
  }

  private static Device device(String name, String profile) throws IOException {
    if (name.isBlank()) {
      throw new IOException("record without a device");
    }
    return new Device(name, profile);
  }

  private static int count(DataInput in) throws IOException {
    long count = Varints.read(in);
    if (count < 0 || count > MAX_POINTS) {
      throw new IOException("record of " + count + " points");
    }
    return (int) count;
  }

  private DataPoint decodePoint(DataInput in) throws IOException {
    int tag = in.readUnsignedByte();
    String key = names.read(in);
    Kind kind =
        switch (tag >> 4) {
          case 0 -> Kind.TIMESERIES;
          case 1 -> Kind.ATTRIBUTE;
          default -> throw new IOException("point of unknown kind " + (tag >> 4));
        };
    return new DataPoint(kind, key, decodeValue(tag & 0xf, in));
  }

  private static Value decodeValue(int type, DataInput in) throws IOException {
    return switch (type) {
      case FALSE -> new Value.Bool(false);
      case TRUE -> new Value.Bool(true);
      case INT -> new Value.Int(Varints.readSigned(in));
      case REAL -> new Value.Real(Double.longBitsToDouble(in.readLong()));
      case TEXT -> new Value.Text(Varints.readText(in));
      case JSON -> new Value.Json(Varints.readText(in));
      default -> throw new IOException("value of unknown type " + type);
    };
  }
}
