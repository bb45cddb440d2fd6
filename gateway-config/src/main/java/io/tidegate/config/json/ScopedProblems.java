package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.Place;
import io.tidegate.config.Problems;
import io.tidegate.config.json.ConfigProblem.Severity;
import io.tidegate.config.json.RecordShape.Component;
import java.util.List;

/** The problems that a record reports about itself, taken to the places of its node. */
final class ScopedProblems implements Problems {

  private final ConfigNode node;
  private final RecordShape shape;
  private final List<ConfigProblem> target;

  ScopedProblems(ConfigNode node, RecordShape shape, List<ConfigProblem> target) {
    this.node = node;
    this.shape = shape;
    this.target = target;
  }

  @Override
  public void error(String member, String message) {
    target.add(new ConfigProblem(Severity.ERROR, place(member), message));
  }

  @Override
  public void warning(String member, String message) {
    target.add(new ConfigProblem(Severity.WARNING, place(member), message));
  }

  private Place place(String member) {
    int end = member.indexOf('/');
    String first = end < 0 ? member : member.substring(0, end);
    return Places.find(node, keyInFile(first) + member.substring(first.length()));
  }

  // The record knows its component by one name, the file may have it under another.
  private String keyInFile(String step) {
    Component component = shape.find(Place.unescape(step));
    if (component == null || !(node instanceof ObjectNode object)) {
      return step;
    }
    return RecordNames.keyIn(object, component);
  }
}
