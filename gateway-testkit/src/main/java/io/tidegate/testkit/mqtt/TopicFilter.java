package io.tidegate.testkit.mqtt;

import java.util.List;

/** A topic filter with its wildcards (MQTT 5, section 4.7). */
public final class TopicFilter {

  private final String text;
  private final List<String> levels;

  /** Reads a filter. */
  public TopicFilter(String text) {
    this.text = text;
    this.levels = List.of(text.split("/", -1));
  }

  public String text() {
    return text;
  }

  /** Whether the wildcards stand where they may. */
  public boolean isValid() {
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      boolean last = i == levels.size() - 1;
      if (level.contains("#") && !(level.equals("#") && last)) {
        return false;
      }
      if (level.contains("+") && !level.equals("+")) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether messages of a topic are meant. */
  public boolean matches(String topic) {
    if (topic.startsWith("$") && !text.startsWith("$")) {
      return false;
    }
    String[] names = topic.split("/", -1);
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      if (level.equals("#")) {
        return true;
      }
      if (i >= names.length || !(level.equals("+") || level.equals(names[i]))) {
        return false;
      }
    }
    return names.length == levels.size();
  }
}
