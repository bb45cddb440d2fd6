package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the worked examples leave open about binary messages. */
class BytesConverterTest {

  private static final String VALUE = "'timeseries':[{'type':'string','key':'v','value':'[2:]'}]}";

  @Test
  void slicesInAKeyAreOfThePayloadToo() {
    assertThat(
            convert(
                "{'type':'bytes','deviceInfo':{'deviceNameExpression':'D'},'attributes':["
                    + "{'type':'string','key':'a-[0:2]','value':'x'}],'timeseries':["
                    + "{'type':'string','key':'[2:4].k','value':'[4:]'},"
                    + "{'type':'string','key':'h[0:2]','value':'[4:]','hexMode':true}]}",
                "t",
                "ABCDE"))
        .containsExactly("D (default) @now [a-AB=\"x\"] CD.k=\"E\" h4142=\"45\"");
  }

  @Test
  void aKeyThatIsEmptyOrNoTextLeavesOutItsPointAlone() {
    String converter =
        "{'type':'bytes','deviceInfo':{'deviceNameExpression':'D'},'timeseries':["
            + "{'type':'string','key':'[9:]','value':'x'},"
            + "{'type':'string','key':'[5]','value':'x'},"
            + "{'type':'string','key':'v','value':'[:]'}]}";

    assertThat(convert(converter, "t", "ABC"))
        .containsExactly("D (default) @now v=\"ABC\"", "! payload too short");
  }

  @Test
  void aNameFromTheTopicIsLookedForInTheTopic() {
    assertThat(
            convert(
                "{'type':'bytes','deviceInfo':{'deviceNameExpressionSource':'topic',"
                    + "'deviceNameExpression':'s/([^/]+)/raw','deviceProfileExpressionSource':"
                    + "'topic','deviceProfileExpression':'Meter'},"
                    + VALUE,
                "s/M7/raw",
                "ABxy"))
        .containsExactly("M7 (Meter) @now v=\"xy\"");
  }

  @Test
  void aTopicWithoutTheNameIsRejected() {
    assertThat(
            convert(
                "{'type':'bytes','deviceInfo':{'deviceNameExpressionSource':'topic',"
                    + "'deviceNameExpression':'s/([^/]+)/raw'},"
                    + VALUE,
                "other",
                "ABxy"))
        .containsExactly("! no device name");
  }

  @Test
  void slicesAreOfThePayloadWhateverTheSourceIs() {
    assertThat(
            convert(
                "{'type':'bytes','deviceInfo':{'deviceNameExpressionSource':'topic',"
                    + "'deviceNameExpression':'[0:2]','deviceProfileExpressionSource':'constant',"
                    + "'deviceProfileExpression':'p[2:3]'},"
                    + VALUE,
                "s/AB",
                "ABxy"))
        .containsExactly("AB (px) @now v=\"xy\"");
  }

  @Test
  void aKeyThatOnlyTheMessageTellsHasTheStrategyOfItsItem() {
    var conversion =
        Mapped.by(
                "{'type':'bytes','deviceInfo':{'deviceNameExpression':'D'},'timeseries':["
                    + "{'type':'string','key':'[0:1]','value':'[:]',"
                    + "'reportStrategy':{'type':'ON_CHANGE'}},"
                    + "{'type':'string','key':'t/(.)','keySource':'topic','value':'[:]',"
                    + "'reportStrategy':{'type':'ON_CHANGE'}},"
                    + "{'type':'string','key':'plain','value':'[:]'}]}")
            .convert("t/k", "AB".getBytes(StandardCharsets.UTF_8));

    assertThat(conversion.reported().getFirst().strategies().timeseries().keySet())
        .containsExactlyInAnyOrder("A", "k");
  }

  private static List<String> convert(String converter, String topic, String payload) {
    return Mapped.shown(
        Mapped.by(converter).convert(topic, payload.getBytes(StandardCharsets.UTF_8)));
  }
}
