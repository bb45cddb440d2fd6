package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.BooleanNode;
import io.tidegate.config.ConfigNode.NullNode;
import io.tidegate.config.ConfigNode.NumberNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Builds the tree of one JSON text. A member stands in the line of its key. */
final class TreeParser {

  private final Place root;
  private final JsonParser parser;
  private final List<ConfigProblem> problems = new ArrayList<>();

  TreeParser(Place root, String json) {
    this.root = root;
    this.parser = new JsonFactory().createParser(ObjectReadContext.empty(), json);
  }

  List<ConfigProblem> problems() {
    return problems;
  }

  ConfigNode document() {
    JsonToken first = parser.nextToken();
    ConfigNode node = value(first, here(root.pointer()));
    if (parser.nextToken() != null) {
      throw new StreamReadException(parser, "more text after the end of the document");
    }
    return node;
  }

  private ConfigNode value(JsonToken token, Place place) {
    return switch (token) {
      case START_OBJECT -> object(place);
      case START_ARRAY -> array(place);
      case VALUE_STRING -> new TextNode(place, parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new NumberNode(place, new BigDecimal(parser.getString()));
      case VALUE_TRUE -> new BooleanNode(place, true);
      case VALUE_FALSE -> new BooleanNode(place, false);
      case VALUE_NULL -> new NullNode(place);
      default -> throw new IllegalStateException("no start of a value: " + token);
    };
  }

  private ObjectNode object(Place place) {
    Map<String, ConfigNode> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      Place member = here(place.pointer() + "/" + Place.escape(name));
      ConfigNode earlier = members.put(name, value(parser.nextToken(), member));
      if (earlier != null) {
        problems.add(
            ConfigProblem.warning(
                member,
                "is given twice, first in line %d; the last one counts"
                    .formatted(earlier.place().line())));
      }
    }
    return new ObjectNode(place, members);
  }

  private ArrayNode array(Place place) {
    List<ConfigNode> elements = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      elements.add(value(t, here(place.pointer() + "/" + elements.size())));
    }
    return new ArrayNode(place, elements);
  }

  private Place here(String pointer) {
    int line = root.line() == 0 ? 0 : parser.currentTokenLocation().getLineNr();
    return new Place(root.file(), pointer, line);
  }
}
