package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Place;
import io.tidegate.config.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The file that {@code deviceFiltering} names: regular expressions by name of connector. */
public record DeviceFilterConfig(
    @Doc("Devices that are not reported.") @Default("{}") Map<String, List<String>> deny,
    @Doc("Devices that are reported; so is any other that is not denied.") @Default("{}")
        Map<String, List<String>> allow)
    implements Checked {

  @Override
  public void check(Problems problems) {
    check("deny", deny, problems);
    check("allow", allow, problems);
  }

  private static void check(String key, Map<String, List<String>> names, Problems problems) {
    names.forEach((connector, patterns) -> {
      for (int i = 0; i < patterns.size(); i++) {
        try {
          compile(patterns.get(i));
        } catch (PatternSyntaxException e) {
          problems.error(
              "%s/%s/%d".formatted(key, Place.escape(connector), i),
              "must be a regular expression but is \"%s\": %s"
                  .formatted(patterns.get(i), e.getDescription()));
        }
      }
    });
  }

  /** What is denied, compiled; a pattern has to match the whole name of a device. */
  public Map<String, List<Pattern>> denied() {
    Map<String, List<Pattern>> compiled = new LinkedHashMap<>();
    deny.forEach((connector, patterns) ->
        compiled.put(connector, patterns.stream().map(DeviceFilterConfig::compile).toList()));
    return compiled;
  }

  // Python writes a named group as (?P<name>…).
  private static Pattern compile(String pattern) {
    return Pattern.compile(pattern.replace("(?P<", "(?<"));
  }
}
