package io.tidegate.support;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The numbers of a date in the order they stand in the text. */
final class DateNumbers {

  private static final int NONE = -1;

  private final List<Integer> numbers = new ArrayList<>(3);
  private int month = NONE;
  private int year = NONE;

  void add(String digits) {
    if (digits.length() > 2) {
      year = numbers.size();
    }
    numbers.add(Integer.parseInt(digits));
  }

  void addYear(String digits) {
    year = numbers.size();
    numbers.add(Integer.parseInt(digits));
  }

  void addMonth(int number) {
    month = numbers.size();
    numbers.add(number);
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }

  int size() {
    return numbers.size();
  }

  boolean isComplete() {
    return numbers.size() == 3;
  }

  boolean isOverfull() {
    return numbers.size() > 3;
  }

  LocalDate resolve(DateFormat.Order order, LocalDate today) {
    return switch (numbers.size()) {
      case 0 -> today;
      case 1 -> one(today);
      case 2 -> two(order, today);
      default -> three(order, today);
    };
  }

  private int n(int index) {
    return numbers.get(index);
  }

  private LocalDate one(LocalDate today) {
    if (month == 0) {
      return clamped(today.getYear(), n(0), today.getDayOfMonth());
    }
    return year == 0 || n(0) > 31
        ? clamped(century(n(0), 0, today), today.getMonthValue(), today.getDayOfMonth())
        : LocalDate.of(today.getYear(), today.getMonthValue(), n(0));
  }

  private LocalDate two(DateFormat.Order order, LocalDate today) {
    if (month >= 0) {
      int other = 1 - month;
      return other == year || n(other) > 31
          ? clamped(century(n(other), other, today), n(month), today.getDayOfMonth())
          : LocalDate.of(today.getYear(), n(month), n(other));
    }
    if (year == 0 || n(0) > 31) {
      return clamped(century(n(0), 0, today), n(1), today.getDayOfMonth());
    }
    if (year == 1 || n(1) > 31) {
      return clamped(century(n(1), 1, today), n(0), today.getDayOfMonth());
    }
    boolean dayFirst = order.dayFirst() && n(1) <= 12;
    return LocalDate.of(today.getYear(), dayFirst ? n(1) : n(0), dayFirst ? n(0) : n(1));
  }

  private LocalDate three(DateFormat.Order order, LocalDate today) {
    return switch (month) {
      case 0 -> n(1) > 31 || year == 1 ? of(1, 0, 2, today) : of(2, 0, 1, today);
      case 1 ->
          year == 0 || n(0) > 31 || (order.yearFirst() && year != 2 && n(2) <= 31)
              ? of(0, 1, 2, today)
              : of(2, 1, 0, today);
      case 2 -> n(1) > 31 || year == 1 ? of(1, 2, 0, today) : of(0, 2, 1, today);
      default -> threeNumbers(order, today);
    };
  }

  private LocalDate threeNumbers(DateFormat.Order order, LocalDate today) {
    if (year == 0 || n(0) > 31 || (order.yearFirst() && n(1) <= 12 && n(2) <= 31)) {
      // An ISO date with dayfirst is year-day-month to dateutil, where it can be.
      return order.dayFirst() && n(2) <= 12 ? of(0, 2, 1, today) : of(0, 1, 2, today);
    }
    return n(0) > 12 || (order.dayFirst() && n(1) <= 12) ? of(2, 1, 0, today) : of(2, 0, 1, today);
  }

  private LocalDate of(int yearAt, int monthAt, int dayAt, LocalDate today) {
    return LocalDate.of(century(n(yearAt), yearAt, today), n(monthAt), n(dayAt));
  }

  /** A day that was not written and that the month doesn't have is its last one. */
  private static LocalDate clamped(int year, int month, int day) {
    LocalDate first = LocalDate.of(year, month, 1);
    return first.withDayOfMonth(Math.min(day, first.lengthOfMonth()));
  }

  /** Two digits mean the year of that ending within fifty years of now. */
  private int century(int value, int index, LocalDate today) {
    if (index == year || value >= 100) {
      return value;
    }
    int candidate = today.getYear() / 100 * 100 + value;
    if (candidate >= today.getYear() + 50) {
      return candidate - 100;
    }
    return candidate < today.getYear() - 50 ? candidate + 100 : candidate;
  }
}
