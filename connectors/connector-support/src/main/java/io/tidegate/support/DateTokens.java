package io.tidegate.support;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a date found in a text, before it is decided which number is the day. */
final class DateTokens {

  /** A date and time, with its offset where the text names one. */
  record DateTime(LocalDateTime local, @Nullable ZoneOffset offset) {

    Instant instant(ZoneId zone) {
      return offset == null ? local.atZone(zone).toInstant() : local.toInstant(offset);
    }
  }

  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final List<String> WEEKDAYS =
      List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Set<String> FILLERS =
      Set.of("t", "at", "on", "and", "of", "st", "nd", "rd", "th", "m", "ad");

  private final String text;
  private int at;

  final DateNumbers date = new DateNumbers();
  private LocalTime time = LocalTime.MIDNIGHT;
  private boolean hasTime;
  private @Nullable ZoneOffset offset;
  private @Nullable DayOfWeek weekday;

  /** Whether what was read last is a part of a date that more parts may follow. */
  private boolean withinDate;

  private DateTokens(String text) {
    this.text = text.strip();
  }

  /** The parts; null if there is anything that belongs to no date. */
  static @Nullable DateTokens read(String text) {
    DateTokens tokens = new DateTokens(text);
    try {
      while (tokens.at < tokens.text.length()) {
        if (!tokens.next()) {
          return null;
        }
      }
    } catch (RuntimeException e) {
      // A number out of range: java.time and Integer.parseInt say so by exceptions.
      return null;
    }
    return tokens.hasTime || !tokens.date.isEmpty() ? tokens : null;
  }

  DateTime resolve(DateFormat.Order order, LocalDate today) {
    LocalDate day = date.resolve(order, today);
    if (date.isEmpty() && weekday != null) {
      // A weekday alone is the next one there is, today included.
      day = day.with(TemporalAdjusters.nextOrSame(weekday));
    }
    return new DateTime(day.atTime(time), offset);
  }

  private boolean next() {
    char c = text.charAt(at);
    if (c >= '0' && c <= '9') {
      int parts = date.size();
      boolean understood = number();
      withinDate = date.size() > parts && !date.isComplete();
      return understood;
    }
    if (Character.isLetter(c)) {
      return word(letters());
    }
    if ((c == '+' || c == '-') && hasTime && !withinDate && isDigit(at + 1)) {
      return offset();
    }
    withinDate &= c == '-';
    at++;
    return " .,;-/'\t".indexOf(c) >= 0;
  }

  private boolean number() {
    String digits = digits();
    if (at < text.length() && text.charAt(at) == ':' && digits.length() <= 2) {
      return time(digits);
    }
    if (isMeridiemNext() && digits.length() <= 2) {
      hasTime = true;
      time = LocalTime.of(Integer.parseInt(digits), 0);
      return true;
    }
    return compact(digits);
  }

  private boolean time(String hours) {
    at++;
    String minutes = digits();
    String seconds = "0";
    String fraction = "";
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
      seconds = digits();
      if (at + 1 < text.length() && ".,".indexOf(text.charAt(at)) >= 0 && isDigit(at + 1)) {
        at++;
        fraction = digits();
      }
    }
    setTime(hours, minutes, seconds, fraction);
    return true;
  }

  /** Digits without separators: {@code 20200317}, {@code 161603} after a date, and so on. */
  private boolean compact(String digits) {
    switch (digits.length()) {
      case 8, 12, 14 -> {
        date.addYear(digits.substring(0, 4));
        date.add(digits.substring(4, 6));
        date.add(digits.substring(6, 8));
        if (digits.length() > 8) {
          setTime(
              digits.substring(8, 10),
              digits.substring(10, 12),
              digits.length() == 14 ? digits.substring(12) : "0",
              "");
        }
      }
      case 6 -> {
        if (date.isComplete() && !hasTime) {
          setTime(digits.substring(0, 2), digits.substring(2, 4), digits.substring(4), fraction());
        } else {
          date.add(digits.substring(0, 2));
          date.add(digits.substring(2, 4));
          date.add(digits.substring(4));
        }
      }
      case 1, 2, 3 -> date.add(digits);
      case 4 -> {
        if (date.isComplete() && !hasTime) {
          setTime(digits.substring(0, 2), digits.substring(2), "0", "");
        } else {
          date.addYear(digits);
        }
      }
      default -> {
        return false;
      }
    }
    return !date.isOverfull();
  }

  private String fraction() {
    if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
      at++;
      return digits();
    }
    return "";
  }

  private void setTime(String hours, String minutes, String seconds, String fraction) {
    String nanos = (fraction + "000000000").substring(0, 9);
    hasTime = true;
    time =
        LocalTime.of(
            Integer.parseInt(hours),
            Integer.parseInt(minutes),
            Integer.parseInt(seconds),
            Integer.parseInt(nanos));
  }

  private boolean word(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.equals("am") || lower.equals("pm")) {
      return meridiem(lower);
    }
    if (lower.equals("z") || lower.equals("utc") || lower.equals("gmt")) {
      offset = ZoneOffset.UTC;
      return hasTime;
    }
    if (lower.length() >= 3) {
      int month = MONTHS.indexOf(lower.substring(0, 3));
      if (month >= 0 && month % 3 == 0) {
        date.addMonth(month / 3 + 1);
        return !date.isOverfull();
      }
      int day = WEEKDAYS.indexOf(lower.substring(0, 3));
      if (day >= 0) {
        weekday = DayOfWeek.of(day + 1);
        return true;
      }
    }
    // The name of another zone is passed over, as dateutil does: such a time is local.
    return FILLERS.contains(lower)
        || (hasTime && word.length() <= 5 && word.equals(word.toUpperCase(Locale.ROOT)));
  }

  private boolean meridiem(String word) {
    if (!hasTime || time.getHour() > 12) {
      return false;
    }
    boolean pm = word.equals("pm");
    time = time.withHour(time.getHour() % 12 + (pm ? 12 : 0));
    return true;
  }

  private boolean isMeridiemNext() {
    int i = at;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return text.regionMatches(true, i, "am", 0, 2) || text.regionMatches(true, i, "pm", 0, 2);
  }

  private boolean offset() {
    int sign = text.charAt(at) == '-' ? -1 : 1;
    at++;
    String digits = digits();
    int hours;
    int minutes = 0;
    if (digits.length() == 4) {
      hours = Integer.parseInt(digits.substring(0, 2));
      minutes = Integer.parseInt(digits.substring(2));
    } else if (digits.length() <= 2) {
      hours = Integer.parseInt(digits);
      if (at < text.length() && text.charAt(at) == ':') {
        at++;
        minutes = Integer.parseInt(digits());
      }
    } else {
      return false;
    }
    offset = ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    return true;
  }

  private String digits() {
    int start = at;
    while (isDigit(at)) {
      at++;
    }
    return text.substring(start, at);
  }

  private String letters() {
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean isDigit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }
}
