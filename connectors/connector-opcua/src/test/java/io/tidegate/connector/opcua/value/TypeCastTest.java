package io.tidegate.connector.opcua.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.data.Value;
import java.time.Instant;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeCastTest {

  private static @Nullable Object cast(Value value, OpcUaDataType type) throws UnfitValueException {
    return TypeCast.cast(value, type).value();
  }

  @Test
  void aValueBecomesOneOfTheType() throws UnfitValueException {
    assertThat(cast(new Value.Int(7), OpcUaDataType.Int16)).isEqualTo((short) 7);
    assertThat(cast(new Value.Text("7.0"), OpcUaDataType.Int32)).isEqualTo(7);
    assertThat(cast(new Value.Real(1e3), OpcUaDataType.Int64)).isEqualTo(1000L);
    assertThat(cast(new Value.Bool(true), OpcUaDataType.Byte)).isEqualTo(Unsigned.ubyte(1));
    assertThat(cast(new Value.Text("18446744073709551615"), OpcUaDataType.UInt64))
        .isEqualTo(Unsigned.ulong("18446744073709551615"));
    assertThat(cast(new Value.Text("1e3"), OpcUaDataType.Double)).isEqualTo(1000.0);
    assertThat(cast(new Value.Int(0), OpcUaDataType.Boolean)).isEqualTo(false);
    assertThat(cast(new Value.Int(5), OpcUaDataType.String)).isEqualTo("5");
    assertThat(cast(new Value.Text("hi"), OpcUaDataType.LocalizedText))
        .isEqualTo(new LocalizedText("hi"));
    assertThat(cast(new Value.Text("01ff"), OpcUaDataType.ByteString))
        .isEqualTo(ByteString.of(new byte[] {1, -1}));
    DateTime when = new DateTime(Instant.parse("2024-01-02T03:04:05Z"));
    assertThat(cast(new Value.Text("2024-01-02T03:04:05+00:00"), OpcUaDataType.DateTime))
        .isEqualTo(when);
    assertThat(cast(new Value.Int(1704164645000L), OpcUaDataType.DateTime)).isEqualTo(when);
    assertThat(cast(new Value.Json("[1,2]"), OpcUaDataType.Int32)).isEqualTo(new Integer[] {1, 2});
    assertThat(cast(new Value.Text("-Infinity"), OpcUaDataType.Float))
        .isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void arraysOfArraysAreAMatrix() throws UnfitValueException {
    assertThat(cast(new Value.Json("[[1,2,3],[4,5,6]]"), OpcUaDataType.Double))
        .isEqualTo(
            new Matrix(
                new Double[] {1.0, 2.0, 3.0, 4.0, 5.0, 6.0},
                new int[] {2, 3},
                OpcUaDataType.Double));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[[1,2],[3]]", "[[1],2]", "[1,[2]]", "[[[[[[[[[[[1]]]]]]]]]]]"})
  void whatIsNoMatrixIsRefused(String json) {
    assertThatThrownBy(() -> cast(new Value.Json(json), OpcUaDataType.Double))
        .isInstanceOf(UnfitValueException.class);
  }

  @Test
  void anArrayOfAnyTypeIsOneOfVariants() throws UnfitValueException {
    assertThat(TypeCast.cast(new Value.Json("[1,\"a\",true]"), null).value())
        .isEqualTo(new Variant[] {new Variant(1L), new Variant("a"), new Variant(true)});
    assertThat(TypeCast.cast(new Value.Int(7), null).value()).isEqualTo(7L);
    assertThat(cast(new Value.Int(7), OpcUaDataType.Variant)).isEqualTo(7L);
  }

  @ParameterizedTest
  @CsvSource({
    "70000, Int16",
    "-1, UInt32",
    "1.5, Int32",
    "x, Double",
    "maybe, Boolean",
    "zz, ByteString",
    "yesterday, DateTime",
    "x, ExtensionObject",
    "1e400, Double",
    "1e39, Float",
    "1e30, DateTime",
    "1e999999999, Int32"
  })
  void whatIsNoneIsRefused(String text, OpcUaDataType type) {
    assertThatThrownBy(() -> cast(new Value.Text(text), type))
        .isInstanceOf(UnfitValueException.class)
        .hasMessageContaining(type.name());
  }

  @Test
  void withoutATypeTheTextDecides() {
    assertThat(TypeCast.natural("true")).isEqualTo(true);
    assertThat(TypeCast.natural("1.5")).isEqualTo(1.5);
    assertThat(TypeCast.natural("15")).isEqualTo(15L);
    assertThat(TypeCast.natural("fifteen")).isEqualTo("fifteen");
  }
}
