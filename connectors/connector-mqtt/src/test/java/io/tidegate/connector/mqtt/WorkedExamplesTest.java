package io.tidegate.connector.mqtt;

import static io.tidegate.connector.mqtt.Mapped.item;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * What the Python gateway was seen to make of messages, with our decisions where its result was an
 * accident; each is named by the number of its example. Example 13 is a custom converter's.
 */
class WorkedExamplesTest {

  @Test
  void example1TypesAndTemplates() {
    Mapped mapped =
        Mapped.json(
            item("double", "temperature", "${temp}") + "," + item("double", "humidity", "${hum}"),
            item("string", "combo", "${hum}:${temp}"));
    assertThat(mapped.of("{'temp':'21.5','hum':60}"))
        .containsExactly("D (default) @now [combo=\"60:21.5\"] temperature=21.5 humidity=60.0");
  }

  // Decision: what a template lacks is null, not None.
  @Test
  void example2MissingValuesAreLeftOut() {
    Mapped mapped =
        Mapped.json(
            item("double", "temperature", "${temp}")
                + ","
                + item("double", "humidity", "${hum}")
                + ","
                + item("string", "combo", "${hum}:${temp}")
                + ","
                + item("string", "hum", "${hum}"),
            "");
    assertThat(mapped.of("{'temp':1}"))
        .containsExactly("D (default) @now temperature=1.0 combo=\"null:1\"");
  }

  // Decisions: the text of true is true, that of an object JSON.
  @Test
  void example3Conversions() {
    Mapped integers = Mapped.json(item("integer", "v", "${v}"), "");
    assertThat(integers.of("{'v':'21.9'}")).containsExactly("D (default) @now v=21");
    assertThat(integers.of("{'v':21.9}")).containsExactly("D (default) @now v=21");
    assertThat(integers.of("{'v':'abc'}")).containsExactly("D (default) @now v=\"abc\"");
    assertThat(integers.of("{'v':true}")).containsExactly("D (default) @now v=\"true\"");
    assertThat(integers.of("{'v':'true'}")).containsExactly("D (default) @now v=\"true\"");
    assertThat(integers.of("{'v':2}")).containsExactly("D (default) @now v=2");
    assertThat(integers.of("{'v':null}")).containsExactly("! nothing mapped");
    Mapped booleans = Mapped.json(item("boolean", "v", "${v}"), "");
    assertThat(booleans.of("{'v':'true'}")).containsExactly("D (default) @now v=true");
    assertThat(booleans.of("{'v':1}")).containsExactly("D (default) @now v=true");
    assertThat(booleans.of("{'v':'no'}")).containsExactly("D (default) @now v=false");
    assertThat(booleans.of("{'v':2}")).containsExactly("D (default) @now v=\"2\"");
    assertThat(booleans.of("{'v':'maybe'}")).containsExactly("D (default) @now v=\"maybe\"");
    assertThat(booleans.of("{'v':0}")).containsExactly("D (default) @now v=false");
    assertThat(Mapped.json(item("string", "v", "${v}"), "").of("{'v':{'x':1}}"))
        .containsExactly("D (default) @now v=\"{\"x\":1}\"");
    assertThat(Mapped.json(item("json", "v", "${v}"), "").of("{'v':{'x':1}}"))
        .containsExactly("D (default) @now v=\"{\"x\":1}\"");
  }

  @Test
  void example4NamesFromTheTopic() {
    assertThat(named("(?<=sensor/)(.*?)(?=/data)", "Thermometer").of("sensor/SN1/data", "{'v':1}"))
        .containsExactly("SN1 (Thermometer) @now v=1");
    assertThat(named("t/([^/]+)/([^/]+)/", "P").of("t/a/b/c", "{'v':1}"))
        .containsExactly("b (P) @now v=1");
  }

  private static Mapped named(String nameRegex, String profile) {
    return Mapped.by(
        ("{'type':'json','deviceInfo':{'deviceNameExpressionSource':'topic',"
                + "'deviceNameExpression':'%s','deviceProfileExpressionSource':'topic',"
                + "'deviceProfileExpression':'%s'},'timeseries':[%s]}")
            .formatted(nameRegex, profile, item("integer", "v", "${v}")));
  }

  // Decision: a number written as text is the number.
  @Test
  void example5TheTimeOfTheMessage() {
    Mapped mapped = Mapped.json(item("integer", "v", "${v}"), "");
    assertThat(mapped.of("{'ts':1600000000000,'v':1}"))
        .containsExactly("D (default) @1600000000000 v=1");
    assertThat(mapped.of("{'timestamp':1600000000000,'v':1}"))
        .containsExactly("D (default) @1600000000000 v=1");
    assertThat(mapped.of("{'ts':'1600000000000','v':1}"))
        .containsExactly("D (default) @1600000000000 v=1");
    assertThat(mapped.of("{'ts':1600000000,'v':1}")).containsExactly("D (default) @1600000000 v=1");
  }

  // Decisions: numbers count too, and each item has its own tsField.
  @Test
  void example6TimesOfItems() {
    Mapped plain = Mapped.json(timed("v", "${time}", ""), "");
    assertThat(plain.of("{'time':'2020-03-17T16:16:03Z','v':1}"))
        .containsExactly("D (default) @1584461763000 v=1");
    assertThat(plain.of("{'time':'02/03/2020 10:00:00 UTC','v':1}"))
        .containsExactly("D (default) @1580724000000 v=1");
    assertThat(plain.of("{'time':1584461763000,'v':1}"))
        .containsExactly("D (default) @1584461763000 v=1");
    assertThat(plain.of("{'ts':7,'v':1}")).containsExactly("D (default) @now v=1");
    assertThat(plain.of("{'time':'soon','ts':7,'v':1}")).containsExactly("D (default) @7 v=1");
    assertThat(
            Mapped.json(timed("v", "${time}", ",'dayfirst':true"), "")
                .of("{'time':'02/03/2020 10:00:00 UTC','v':1}"))
        .containsExactly("D (default) @1583143200000 v=1");
    assertThat(
            Mapped.json(timed("v", "${t1}", "") + "," + timed("w", "${t2}", ""), "")
                .of("{'t1':'2020-03-17T16:16:03Z','t2':'2020-03-17T16:16:04Z','v':1,'w':2}"))
        .containsExactly("D (default) @1584461763000 v=1", "D (default) @1584461764000 w=2");
  }

  private static String timed(String key, String tsField, String more) {
    return "{'type':'integer','key':'%s','value':'${%s}','tsField':'%s'%s}"
        .formatted(key, key, tsField, more);
  }

  // Decision: all three values survive; the session gives each record a millisecond of its own.
  @Test
  void example7Arrays() {
    Mapped mapped =
        Mapped.by(
            ("{'type':'json','deviceInfo':{'deviceNameExpressionSource':'message',"
                    + "'deviceNameExpression':'${id}'},'timeseries':[%s]}")
                .formatted(item("integer", "v", "${v}")));
    assertThat(mapped.of("[{'id':'A','v':1},{'id':'B','v':2},{'id':'A','v':3}]"))
        .containsExactly("A (default) @now v=1", "B (default) @now v=2", "A (default) @now v=3");
    assertThat(mapped.of("[{'id':'A','v':1,'ts':5},{'v':2},7,{'id':'A','v':3,'ts':6}]"))
        .containsExactly(
            "A (default) @5 v=1", "A (default) @6 v=3", "! no device name", "! not JSON");
  }

  // Expressions come later: no wrong value until then.
  @Test
  void example8ExpressionsAreRejectedAndTheRestIsKept() {
    Mapped mapped =
        Mapped.by(
            ("{'type':'json','useEval':true,'deviceInfo':{'deviceNameExpression':'D'},"
                    + "'timeseries':[%s,%s]}")
                .formatted(item("integer", "sum", "${a} + ${b}"), item("integer", "a", "${a}")));
    assertThat(mapped.of("{'a':'2','b':3}")).containsExactly("D (default) @now a=2", "! useEval");
  }

  // Decision: a numeric type makes a number.
  @Test
  void example9Bytes() {
    Mapped mapped =
        Mapped.by(
            ("{'type':'bytes','deviceInfo':{'deviceNameExpression':'[0:4]',"
                    + "'deviceProfileExpression':'default'},'attributes':[%s],'timeseries':[%s,%s]}")
                .formatted(
                    item("raw", "rawData", "[:]"),
                    item("raw", "temp", "[4:]"),
                    item("double", "t", "[4:]")));
    assertThat(mapped.of("AM1M23.5"))
        .containsExactly("AM1M (default) @now [rawData=\"AM1M23.5\"] temp=\"23.5\" t=23.5");
    Mapped hex =
        Mapped.by(
            "{'type':'bytes','deviceInfo':{'deviceNameExpression':'[0:4]'},'timeseries':["
                + "{'type':'raw','key':'a','value':'[4:]','hexMode':true},"
                + "{'type':'raw','key':'b','value':'[4]','hexMode':true},"
                + "{'type':'integer','key':'c','value':'val=[4:] u','hexMode':true}]}");
    byte[] payload = "AM1M\u0001x".getBytes(StandardCharsets.ISO_8859_1);
    payload[5] = (byte) 0xff;
    assertThat(Mapped.shown(hex.convert("t", payload)))
        .containsExactly("AM1M (default) @now a=\"01ff\" b=\"01\" c=\"val=01ff u\"");
    assertThat(
            Mapped.by(
                    ("{'type':'bytes','deviceInfo':{'deviceNameExpression':'[0:4]'},"
                            + "'timeseries':[%s]}")
                        .formatted(item("raw", "v", "val=[4:] u")))
                .of("AM1M42"))
        .containsExactly("AM1M (default) @now v=\"val=42 u\"");
  }
}
