package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A handler of {@code logs.json}: the console, or a file that rotates by time, size or both. */
public record LogHandler(
    @Doc("Python class; its last word tells the kind of handler.") @Key("class") String className,
    @Doc("Name of a formatter.") @Nullable String formatter,
    @Doc("The least that is written.") @Default("0") LogLevel level,
    @Doc("With the console: `ext://sys.stdout` or `ext://sys.stderr`.") @Default("ext://sys.stderr")
        String stream,
    @Doc("With a file: its path, relative to the working directory.") @Nullable String filename,
    @Doc("With a file: unit of the interval between two rotations.") @Default("H") When when,
    @Doc("With a file: units between two rotations.")
        @Default("1")
        @Range(min = 1, max = Integer.MAX_VALUE)
        int interval,
    @Doc("With a file: old files that are kept, 0 for all.")
        @Default("0")
        @Range(min = 0, max = Integer.MAX_VALUE)
        int backupCount,
    @Doc("With a file: size in bytes at which it is rotated, 0 for any size.")
        @Default("0")
        @Range(min = 0, max = Long.MAX_VALUE)
        long maxBytes,
    @Doc("With a file: always UTF-8.") @Nullable String encoding)
    implements Checked {

  /** The units of rotation by time. */
  public enum When {
    S(Duration.ofSeconds(1)),
    M(Duration.ofMinutes(1)),
    H(Duration.ofHours(1)),
    D(Duration.ofDays(1)),
    MIDNIGHT(Duration.ofDays(1)),
    W0(Duration.ofDays(7)),
    W1(Duration.ofDays(7)),
    W2(Duration.ofDays(7)),
    W3(Duration.ofDays(7)),
    W4(Duration.ofDays(7)),
    W5(Duration.ofDays(7)),
    W6(Duration.ofDays(7));

    private final Duration unit;

    When(Duration unit) {
      this.unit = unit;
    }

    /** The length of one. */
    public Duration unit() {
      return unit;
    }
  }

  @Override
  public void check(Problems problems) {
    if (!isConsole() && !isFile()) {
      problems.error(
          "class",
          "must be `logging.StreamHandler` or a `…TimedRotatingFileHandler` but is \""
              + className
              + '"');
    }
    if (isFile() && (filename == null || filename.isBlank())) {
      problems.error("filename", "is required but missing: it is a file handler");
    }
  }

  /** Whether it writes to the console. */
  public boolean isConsole() {
    return className.endsWith("StreamHandler");
  }

  /** Whether it writes to a file. */
  public boolean isFile() {
    return className.endsWith("FileHandler");
  }

  /** The time between two rotations. */
  public Duration rotation() {
    return when.unit().multipliedBy(interval);
  }
}
