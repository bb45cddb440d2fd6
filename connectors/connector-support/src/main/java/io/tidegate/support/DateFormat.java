package io.tidegate.support;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times in the many forms that python-dateutil's parser accepts; what its rules are
 * where a text is ambiguous, ours are too.
 *
 * @param order what the numbers of a date without a month's name mean.
 * @param zone of times that name none.
 */
public record DateFormat(Order order, ZoneId zone) {

  /** How an ambiguous date such as {@code 02/03/04} is read. */
  public enum Order {
    /** 3 February 2004. */
    MONTH_FIRST,
    /** 2 March 2004. */
    DAY_FIRST,
    /** 4 March 2002. */
    YEAR_FIRST,
    /** 3 April 2002. */
    YEAR_FIRST_THEN_DAY;

    /** The order that the two switches of a configuration stand for. */
    public static Order of(boolean dayfirst, boolean yearfirst) {
      if (yearfirst) {
        return dayfirst ? YEAR_FIRST_THEN_DAY : YEAR_FIRST;
      }
      return dayfirst ? DAY_FIRST : MONTH_FIRST;
    }

    boolean dayFirst() {
      return this == DAY_FIRST || this == YEAR_FIRST_THEN_DAY;
    }

    boolean yearFirst() {
      return this == YEAR_FIRST || this == YEAR_FIRST_THEN_DAY;
    }
  }

  /**
   * Milliseconds since the epoch; null if the text is no date.
   *
   * @param now what is missing is taken from: today's date, this century.
   */
  public @Nullable Long parse(String text, long now) {
    DateTokens tokens = DateTokens.read(text);
    if (tokens == null) {
      return null;
    }
    try {
      return tokens
          .resolve(order, Instant.ofEpochMilli(now).atZone(zone).toLocalDate())
          .instant(zone)
          .toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
