package io.tidegate.connector.mqtt;

import static io.tidegate.connector.mqtt.Mapped.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Conversion;
import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.data.DataPoint.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonConverterTest {

  @Test
  void aMessageWithoutADeviceNameIsRejectedNamingTheMapping() {
    Mapped mapped =
        Mapped.by(
            "{'type':'json','deviceInfo':{'deviceNameExpression':'${id}'},'timeseries':[%s]}"
                .formatted(item("integer", "v", "${v}")));
    Conversion conversion = mapped.convert("t", "{\"v\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(conversion.reported()).isEmpty();
    assertThat(conversion.failures().getFirst())
        .hasMessage("mapping #: ${id} gives no device name in the message of t");
  }

  @Test
  void aNameThatTheTopicLacksIsRejected() {
    Mapped mapped =
        Mapped.by(
            ("{'type':'json','deviceInfo':{'deviceNameExpressionSource':'topic',"
                    + "'deviceNameExpression':'sensor/(.*)'},'timeseries':[%s]}")
                .formatted(item("integer", "v", "${v}")));
    assertThat(mapped.of("other/1", "{'v':1}")).containsExactly("! no device name");
  }

  @Test
  void aProfileThatIsNotThereIsTheDefaultOne() {
    Mapped mapped =
        Mapped.by(
            ("{'type':'json','deviceInfo':{'deviceNameExpression':'${id}',"
                    + "'deviceProfileExpression':'${type}'},'timeseries':[%s]}")
                .formatted(item("integer", "v", "${v}")));
    assertThat(mapped.of("{'id':'A','v':1}")).containsExactly("A (default) @now v=1");
    assertThat(mapped.of("{'id':'A','type':'T','v':1}")).containsExactly("A (T) @now v=1");
  }

  @Test
  void keysComeFromTheMessageAndFromTheTopicToo() {
    Mapped mapped =
        Mapped.json(
            item("integer", "v_${unit}", "${v}")
                + ",{'type':'integer','key':'data/([^/]+)','keySource':'topic','value':'${v}'}",
            "");
    assertThat(mapped.of("data/temp", "{'v':1,'unit':'C'}"))
        .containsExactly("D (default) @now v_C=1 temp=1");
    assertThat(mapped.of("data/temp", "{'v':1}")).containsExactly("D (default) @now temp=1");
  }

  @Test
  void aStarTakesEveryMember() {
    Mapped mapped = Mapped.json("'*'", "'*'");
    assertThat(mapped.of("{'a':1,'b':true,'c':'x','d':{'e':[1]},'f':null,'g':1.5}"))
        .containsExactly(
            "D (default) @now [a=1] [b=true] [c=\"x\"] [d={\"e\":[1]}] [g=1.5]"
                + " a=1 b=true c=\"x\" d={\"e\":[1]} g=1.5");
  }

  @Test
  void aStarTakesAMessageWithTsAndValuesApart() {
    Mapped mapped = Mapped.json("'*'", "");
    assertThat(mapped.of("{'ts':5,'values':{'a':1}}")).containsExactly("D (default) @5 a=1");
    assertThat(mapped.of("{'ts':5,'a':1}")).containsExactly("D (default) @now ts=5 a=1");
  }

  @Test
  void aStarAsAWholeSectionIsTheSame() {
    assertThat(
            Mapped.by("{'type':'json','deviceInfo':{'deviceNameExpression':'D'},'timeseries':'*'}")
                .of("{'a':1}"))
        .containsExactly("D (default) @now a=1");
  }

  @Test
  void useReceivedTsOverridesEveryTime() {
    Mapped mapped =
        Mapped.by(
            "{'type':'json','useReceivedTs':true,'deviceInfo':{'deviceNameExpression':'D'},"
                + "'timeseries':[{'type':'integer','key':'v','value':'${v}','tsField':'${t}'}]}");
    assertThat(mapped.of("{'ts':5,'t':6,'v':1}")).containsExactly("D (default) @now v=1");
  }

  @Test
  void constantsAreConvertedByType() {
    assertThat(Mapped.json(item("integer", "v", "5"), "").of("{}"))
        .containsExactly("D (default) @now v=5");
  }

  @Test
  void ofTwoValuesForOneKeyTheLaterCounts() {
    assertThat(
            Mapped.json(item("integer", "v", "${a}") + "," + item("integer", "v", "${b}"), "")
                .of("{'a':1,'b':2}"))
        .containsExactly("D (default) @now v=2");
  }

  @Test
  void integersAreExact() {
    assertThat(Mapped.json(item("long", "v", "${v}"), "").of("{'v':9007199254740993}"))
        .containsExactly("D (default) @now v=9007199254740993");
  }

  @Test
  void namesAndKeysMayHaveAnyCharacters() {
    Mapped mapped =
        Mapped.by(
            "{'type':'json','deviceInfo':{'deviceNameExpression':'Дом ${имя}'},'timeseries':["
                + "{'type':'double','key':'темп \\\"in\\\" °C','value':'${темп, °C}'}]}");
    String message = "{'имя':'№ 1 ⟨a⟩','темп, °C':21.5}";
    assertThat(mapped.of(message))
        .containsExactly("Дом № 1 ⟨a⟩ (default) @now темп \"in\" °C=21.5");
  }

  @Test
  void aBrokenMessageIsRejectedWithTheMappingsName() {
    Conversion conversion =
        Mapped.json(item("integer", "v", "${v}"), "")
            .convert("t", "{\"v\":".getBytes(StandardCharsets.UTF_8));
    assertThat(conversion.failures().getFirst().reason()).isEqualTo("not JSON");
    assertThat(conversion.failures().getFirst()).hasMessageStartingWith("mapping #: ");
  }

  @Test
  void reportStrategiesComeFromTheMappingAndFromItems() {
    MqttConfig config =
        ConfigTexts.config(
            "{'broker':{'host':'h'},'mapping':[{'topicFilter':'#',"
                + "'reportStrategy':{'type':'ON_CHANGE'},'converter':{'type':'json',"
                + "'deviceInfo':{'deviceNameExpression':'D'},'timeseries':["
                + "{'key':'a','value':'${a}','reportStrategy':{'type':'ON_RECEIVED'}},"
                + "{'key':'${k}','value':'${b}','reportStrategy':{'type':'ON_REPORT_PERIOD'}},"
                + "{'key':'c','value':'${c}'}]}}]}");
    Conversion conversion = new Conversion();
    MqttMappings.of(config, java.time.ZoneOffset.UTC)
        .mappings()
        .getFirst()
        .converter()
        .at("t")
        .convert(
            new MqttReading(
                "t", "{\"a\":1,\"b\":2,\"c\":3,\"k\":\"bb\"}".getBytes(StandardCharsets.UTF_8), 0),
            conversion);
    ReportStrategies strategies = conversion.reported().getFirst().strategies();
    assertThat(strategies.of(Kind.TIMESERIES, "a")).isInstanceOf(ReportStrategy.OnReceived.class);
    assertThat(strategies.of(Kind.TIMESERIES, "bb")).isInstanceOf(ReportStrategy.OnPeriod.class);
    assertThat(strategies.of(Kind.TIMESERIES, "c")).isInstanceOf(ReportStrategy.OnChange.class);
  }
}
