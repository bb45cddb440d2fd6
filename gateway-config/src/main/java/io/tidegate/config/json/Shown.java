package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.BooleanNode;
import io.tidegate.config.ConfigNode.NullNode;
import io.tidegate.config.ConfigNode.NumberNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.json.RecordShape.Component;

/** What was found, in a message. */
final class Shown {

  /** Stands for every secret. */
  static final String MASK = "***";

  private static final int LONGEST = 60;

  private Shown() {}

  static String of(ConfigNode node, Component component) {
    boolean hidden = component.secret() && ScalarReader.text(node) != null;
    return hidden ? MASK : of(node);
  }

  static String of(ConfigNode node) {
    return switch (node) {
      case ObjectNode object -> "an object";
      case ArrayNode array -> "an array";
      case NullNode none -> "null";
      case BooleanNode(var place, boolean value) -> Boolean.toString(value);
      case NumberNode(var place, var value) -> shortened(value.toString());
      case TextNode(var place, String value) -> '"' + shortened(value) + '"';
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
