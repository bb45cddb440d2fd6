package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import org.jspecify.annotations.Nullable;

/** A command whose output is reported. */
public record StatisticsCommand(
    @Doc("Key that the output is reported under.") String attributeOnGateway,
    @Doc("Text for the shell, or a list of the program and its arguments.") ConfigNode command,
    @Doc("Seconds after which the command is stopped.") @Range(min = 1, max = Integer.MAX_VALUE)
        int timeout,
    @Doc("Run once at the start.") @Nullable String installCmd)
    implements Checked {

  @Override
  public void check(Problems problems) {
    boolean words =
        command instanceof ArrayNode array
            && !array.elements().isEmpty()
            && array.elements().stream().allMatch(TextNode.class::isInstance);
    if (!words && !(command instanceof TextNode)) {
      problems.error("command", "must be a text or a list of texts");
    }
  }
}
