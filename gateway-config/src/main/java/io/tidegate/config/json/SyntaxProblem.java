package io.tidegate.config.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * What is wrong with a text that is no JSON, in words for somebody who edits it by hand.
 *
 * @param line counted from 1.
 */
record SyntaxProblem(int line, String message) {

  static SyntaxProblem of(String json, JacksonException cause) {
    TokenStreamLocation location = cause.getLocation();
    int line = location == null ? 1 : location.getLineNr();
    int column = location == null ? 1 : location.getColumnNr();
    int offset = location == null ? 0 : (int) Math.max(0, location.getCharOffset());
    String message = explain(json, offset, cause.getOriginalMessage());
    return new SyntaxProblem(
        line, "is not valid JSON (line %d, column %d): %s".formatted(line, column, message));
  }

  private static String explain(String json, int offset, String original) {
    if (original.startsWith("Unexpected end-of-input")) {
      return "the text ends too early: a closing bracket or quotation mark is missing";
    }
    char found = offset < json.length() ? json.charAt(offset) : ' ';
    char before = lastBefore(json, offset);
    if (original.startsWith("Unexpected character")) {
      if (found == '/' || found == '#') {
        return "JSON has no comments; remove it";
      }
      if (before == ',' && (found == '}' || found == ']')) {
        return "expected another entry after the comma but found '%s'; remove the comma"
            .formatted(found);
      }
      if (found == '\'') {
        return "expected \" but found '; text is written in double quotes";
      }
    }
    return plain(original);
  }

  private static char lastBefore(String json, int offset) {
    int i = Math.min(offset, json.length()) - 1;
    while (i >= 0 && Character.isWhitespace(json.charAt(i))) {
      i--;
    }
    return i < 0 ? ' ' : json.charAt(i);
  }

  // "Unexpected character ('"' (code 34)): was expecting comma to separate Object entries"
  private static String plain(String original) {
    String text = original.replaceAll(" \\(code [0-9]+( / 0x[0-9a-f]+)?\\)", "");
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return line.isEmpty()
        ? "unreadable"
        : Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }
}
