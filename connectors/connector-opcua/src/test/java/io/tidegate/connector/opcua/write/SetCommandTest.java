package io.tidegate.connector.opcua.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ns=2;i=13; 56;|ns=2;i=13|56",
        "Frequency=35|Frequency|35",
        "Root\\.Objects\\.Dev\\.Freq; 10|Root\\.Objects\\.Dev\\.Freq|10",
        "ns=2;i=13;=56|ns=2;i=13|56",
        "ns=2;s=My Var; 5|ns=2;s=My Var|5",
        "Freq 10|Freq|10"
      })
  void theLikeliestReadingComesFirst(String text, String node, String value) {
    assertThat(SetCommand.readings(text)).startsWith(new SetCommand(node, value));
  }

  @Test
  void everyOtherReadingFollows() {
    assertThat(SetCommand.readings("ns=2;i=13=56"))
        .containsExactly(
            new SetCommand("ns", "2;i=13=56"),
            new SetCommand("ns=2;i", "13=56"),
            new SetCommand("ns=2;i=13", "56"));
    assertThat(SetCommand.readings("My Var 5"))
        .containsExactly(new SetCommand("My", "Var 5"), new SetCommand("My Var", "5"));
    assertThat(SetCommand.readings(" ; ")).isEmpty();
  }
}
