package io.tidegate.connector.modbus.line;

import io.tidegate.connector.modbus.codec.Decoder;
import io.tidegate.connector.modbus.plan.Span;
import io.tidegate.data.DataPoint.Kind;

/** One key of a device, and where and how its value is read. */
record Tag(Span span, Decoder decoder, Kind kind, String key) {}
