package io.tidegate.engine.record;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Device;
import io.tidegate.data.Journey;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.log.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of a stored record.
 *
 * <pre>
 * record = version(1 byte) length of the rest(4 bytes) connector:text device:text
 *          profile:text timestamp:zigzag count:varint point* journey
 * journey = version 1: nothing · version 2: received:zigzag converted:zigzag stored:zigzag
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
  private static final int WITH_JOURNEY = 2;

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
    ByteWriter bytes = new ByteWriter();
    bytes.writeText(value.connector());
    bytes.writeText(record.device().name());
    bytes.writeText(record.device().profile());
    bytes.writeSigned(record.timestamp());
    bytes.writeVarint(record.points().size());
    for (DataPoint point : record.points()) {
      encode(point, bytes);
    }
    Journey journey = record.journey();
    if (journey != null) {
      bytes.writeSigned(journey.receivedAt());
      bytes.writeSigned(journey.convertedAt());
      bytes.writeSigned(journey.storedAt());
    }
    out.writeByte(journey == null ? VERSION : WITH_JOURNEY);
    out.writeInt(bytes.length());
    bytes.writeTo(out);
  }

  private static void encode(DataPoint point, ByteWriter out) {
    int kind =
        switch (point.kind()) {
          case TIMESERIES -> 0;
          case ATTRIBUTE -> 1 << 4;
        };
    switch (point.value()) {
      case Value.Bool(boolean bool) -> writeHead(out, kind | (bool ? TRUE : FALSE), point.key());
      case Value.Int(long number) -> {
        writeHead(out, kind | INT, point.key());
        out.writeSigned(number);
      }
      case Value.Real(double number) -> {
        writeHead(out, kind | REAL, point.key());
        out.writeLong(Double.doubleToRawLongBits(number));
      }
      case Value.Text(String text) -> {
        writeHead(out, kind | TEXT, point.key());
        out.writeText(text);
      }
      case Value.Json(String json) -> {
        writeHead(out, kind | JSON, point.key());
        out.writeText(json);
      }
    }
  }

  private static void writeHead(ByteWriter out, int tag, String key) {
    out.writeByte(tag);
    out.writeText(key);
  }

  @Override
  public StoredRecord decode(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION && version != WITH_JOURNEY) {
      throw new IOException("record of unknown version " + version);
    }
    ByteReader bytes = ByteReader.of(in, in.readInt(), names);
    String connector = bytes.readName();
    Device device = device(bytes.readName(), bytes.readName());
    long timestamp = bytes.readSigned();
    DataPoint[] points = new DataPoint[bytes.readSize()];
    for (int i = 0; i < points.length; i++) {
      points[i] = decodePoint(bytes);
    }
    Journey journey = version == WITH_JOURNEY ? journey(connector, bytes) : null;
    UplinkRecord record = new UplinkRecord(device, timestamp, Arrays.asList(points), journey);
    return new StoredRecord(connector, record);
  }

  private static Journey journey(String connector, ByteReader in) throws IOException {
    return new Journey(connector, in.readSigned(), in.readSigned(), in.readSigned());
  }

  private static Device device(String name, String profile) throws IOException {
    if (name.isBlank()) {
      throw new IOException("record without a device");
    }
    return new Device(name, profile);
  }

  private static DataPoint decodePoint(ByteReader in) throws IOException {
    int tag = in.readByte();
    String key = in.readName();
    Kind kind =
        switch (tag >> 4) {
          case 0 -> Kind.TIMESERIES;
          case 1 -> Kind.ATTRIBUTE;
          default -> throw new IOException("point of unknown kind " + (tag >> 4));
        };
    return new DataPoint(kind, key, decodeValue(tag & 0xf, in));
  }

  private static Value decodeValue(int type, ByteReader in) throws IOException {
    return switch (type) {
      case FALSE -> new Value.Bool(false);
      case TRUE -> new Value.Bool(true);
      case INT -> new Value.Int(in.readSigned());
      case REAL -> new Value.Real(Double.longBitsToDouble(in.readLong()));
      case TEXT -> new Value.Text(in.readText());
      case JSON -> new Value.Json(in.readText());
      default -> throw new IOException("value of unknown type " + type);
    };
  }
}
