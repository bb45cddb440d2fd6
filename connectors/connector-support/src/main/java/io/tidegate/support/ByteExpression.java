package io.tidegate.support;

import io.tidegate.connector.ConversionException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with Python slices of the payload in it: {@code [0:4]}, {@code [4:]}, {@code [:-2]},
 * {@code [:]}, {@code [4]}; compiled once. A slice outside the payload is empty, as in Python.
 */
public final class ByteExpression {

  /** How the bytes of a slice become text. */
  public enum Encoding {
    UTF_8,
    /** Two lower-case digits per byte. */
    HEX
  }

  private static final Pattern SLICE =
      Pattern.compile("\\[(-?\\d{0,9}):(-?\\d{0,9})]|\\[(-?\\d{1,9})]");

  private sealed interface Part {

    record Literal(String text) implements Part {}

    record Slice(@Nullable Integer from, @Nullable Integer to) implements Part {}

    record Single(int index) implements Part {}
  }

  private final List<Part> parts;
  private final String source;

  private ByteExpression(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts;
  }

  /** Compiles a text; every text is valid, one without slices is a constant. */
  public static ByteExpression compile(String source) {
    List<Part> parts = new ArrayList<>();
    Matcher slices = SLICE.matcher(source);
    int at = 0;
    while (slices.find()) {
      if (slices.start() > at) {
        parts.add(new Part.Literal(source.substring(at, slices.start())));
      }
      parts.add(
          slices.group(3) != null
              ? new Part.Single(Integer.parseInt(slices.group(3)))
              : new Part.Slice(bound(slices.group(1)), bound(slices.group(2))));
      at = slices.end();
    }
    if (at < source.length()) {
      parts.add(new Part.Literal(source.substring(at)));
    }
    return new ByteExpression(source, List.copyOf(parts));
  }

  /**
   * The text with every slice replaced.
   *
   * @throws ConversionException if a slice is no UTF-8, or a single byte is outside the payload.
   */
  public String text(byte[] payload, Encoding encoding) throws ConversionException {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(String literal) -> text.append(literal);
        case Part.Slice(Integer from, Integer to) -> {
          int start = Slices.bound(from, 0, payload.length);
          int end = Slices.bound(to, payload.length, payload.length);
          text.append(decode(payload, start, Math.max(start, end), encoding));
        }
        case Part.Single(int index) -> {
          int at = index < 0 ? index + payload.length : index;
          if (at < 0 || at >= payload.length) {
            throw new ConversionException(
                "payload too short",
                "%s needs more than %d bytes".formatted(source, payload.length));
          }
          text.append(decode(payload, at, at + 1, encoding));
        }
      }
    }
    return text.toString();
  }

  /** Whether it has no slice, so that its text is the same for every payload. */
  public boolean isConstant() {
    return parts.stream().allMatch(Part.Literal.class::isInstance);
  }

  /** As the user wrote it. */
  public String source() {
    return source;
  }

  private String decode(byte[] payload, int from, int to, Encoding encoding)
      throws ConversionException {
    return switch (encoding) {
      case HEX -> HexFormat.of().formatHex(payload, from, to);
      case UTF_8 -> {
        try {
          yield StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(payload, from, to - from))
              .toString();
        } catch (CharacterCodingException e) {
          throw new ConversionException(
              "not UTF-8", "%s is no text in UTF-8; use hexMode".formatted(source));
        }
      }
    };
  }

  private static @Nullable Integer bound(String text) {
    return text.isEmpty() || text.equals("-") ? null : Integer.valueOf(text);
  }
}
