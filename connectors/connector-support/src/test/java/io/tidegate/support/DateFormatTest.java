package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.support.DateFormat.Order;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateFormatTest {

  /** UTC+2 all year. */
  private static final ZoneId ZONE = ZoneId.of("Africa/Johannesburg");

  private static final long NOW = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020-03-17T16:16:03Z             | MONTH_FIRST | 2020-03-17T16:16:03Z",
        "2020-03-17T16:16:03.5Z           | MONTH_FIRST | 2020-03-17T16:16:03.500Z",
        "2020-03-17 16:16:03,123+01:30    | MONTH_FIRST | 2020-03-17T14:46:03.123Z",
        "2020-03-17T16:16:03-0500         | MONTH_FIRST | 2020-03-17T21:16:03Z",
        "2020-03-17T16:16:03              | MONTH_FIRST | 2020-03-17T14:16:03Z",
        "2020-03-17                       | MONTH_FIRST | 2020-03-16T22:00:00Z",
        "20200317T161603Z                 | MONTH_FIRST | 2020-03-17T16:16:03Z",
        "20200317161603                   | MONTH_FIRST | 2020-03-17T14:16:03Z",
        "02/03/2020 10:00:00 UTC          | DAY_FIRST   | 2020-03-02T10:00:00Z",
        "02/03/2020 10:00:00 UTC          | MONTH_FIRST | 2020-02-03T10:00:00Z",
        "17.03.2020 10:00 UTC             | MONTH_FIRST | 2020-03-17T10:00:00Z",
        "10/11/12 00:00 UTC               | MONTH_FIRST | 2012-10-11T00:00:00Z",
        "10/11/12 00:00 UTC               | DAY_FIRST   | 2012-11-10T00:00:00Z",
        "10/11/12 00:00 UTC               | YEAR_FIRST  | 2010-11-12T00:00:00Z",
        "10/11/12 00:00 UTC               | YEAR_FIRST_THEN_DAY | 2010-12-11T00:00:00Z",
        "2013-05-01 00:00 UTC             | DAY_FIRST   | 2013-01-05T00:00:00Z",
        "Tue, 17 Mar 2020 16:16:03 GMT    | MONTH_FIRST | 2020-03-17T16:16:03Z",
        "Tue Mar 17 16:16:03 2020         | MONTH_FIRST | 2020-03-17T14:16:03Z",
        "March 17th, 2020 4:16 PM UTC     | MONTH_FIRST | 2020-03-17T16:16:00Z",
        "17 March 1999 12am UTC           | MONTH_FIRST | 1999-03-17T00:00:00Z",
        "10:30 UTC                        | MONTH_FIRST | 2026-11-22T10:30:00Z",
        "1/2/99 1:00 UTC                  | MONTH_FIRST | 1999-01-02T01:00:00Z",
        "16:16:03 2020-03-17              | MONTH_FIRST | 2020-03-17T14:16:03Z",
        "16:16:03 17-Mar-2020 UTC         | MONTH_FIRST | 2020-03-17T16:16:03Z",
        "16:16 2020-03-17-0500            | MONTH_FIRST | 2020-03-17T21:16:00Z",
        "5pm 17-03-2020 UTC               | MONTH_FIRST | 2020-03-17T17:00:00Z",
        "2020-03-17 16:16:03 -0500        | MONTH_FIRST | 2020-03-17T21:16:03Z",
        "Tuesday 10:00 UTC                | MONTH_FIRST | 2026-11-24T10:00:00Z",
        "Sun 10:00 UTC                    | MONTH_FIRST | 2026-11-22T10:00:00Z",
      })
  void readsDatesAsDateutilDoes(String text, Order order, String expected) {
    assertThat(new DateFormat(order, ZONE).parse(text.strip(), NOW))
        .isEqualTo(Instant.parse(expected).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "1600000000000", "2020-13-45", "25:00", "1.2.3.4", "{}", "12 apples"})
  void leavesAloneWhatIsNoDate(String text) {
    assertThat(new DateFormat(Order.MONTH_FIRST, ZONE).parse(text, NOW)).isNull();
  }
}
