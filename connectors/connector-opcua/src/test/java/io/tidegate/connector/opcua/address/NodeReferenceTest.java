package io.tidegate.connector.opcua.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.opcua.address.NodePath.Origin;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeReferenceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"ns=2;s=My Var", "${ns=2;s=My Var}", " ${ ns=2;s=My Var } ", "node ns=2;s=My Var"})
  void aNodeIdIsFoundWhereverItStands(String text) {
    assertThat(NodeReference.parse(text)).isEqualTo(new NodeIdText(null, new NodeId(2, "My Var")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i=85",
        "ns=3;i=1",
        "ns=1;g=72962B91-FA75-4AE6-8D28-B404DC7DAF63",
        "ns=1;b=AQI=",
        "ns=2;s=a=b;c",
        "ns=2;s={4711}",
        "nsu=urn:x:y;s=Speed"
      })
  void everyKindOfNodeIdIsUnderstood(String text) {
    assertThat(NodeReference.parse(text)).isInstanceOf(NodeIdText.class).hasToString(text);
  }

  @Test
  void bracesMayBePartOfANodeId() {
    assertThat(NodeReference.parse("${ns=2;s={4711}}"))
        .isEqualTo(new NodeIdText(null, new NodeId(2, "{4711}")));
  }

  @Test
  void aPathIsAbsoluteFromRootAndElseRelativeToTheDevice() {
    assertThat(NodeReference.parse("${Root\\.Objects\\.My Device\\.2:Temp}"))
        .isInstanceOfSatisfying(
            NodePath.class,
            path -> {
              assertThat(path.origin()).isEqualTo(Origin.ROOT);
              assertThat(path.segments())
                  .extracting(Segment::toString)
                  .containsExactly("Objects", "My Device", "2:Temp");
            });
    assertThat(NodeReference.parse("${Sub\\.2.Temp}"))
        .isInstanceOfSatisfying(
            NodePath.class,
            path -> {
              assertThat(path.origin()).isEqualTo(Origin.DEVICE);
              assertThat(path.segments())
                  .extracting(Segment::toString)
                  .containsExactly("Sub", "2.Temp");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "DevA, 2, DevA, true",
    "2:DevA, 2, DevA, true",
    "3:DevA, 2, DevA, false",
    "deva, 2, DevA, false",
    "Dev.*, 2, DevA, false",
    "a:b, 0, a:b, true",
    "0:Objects, 0, Objects, true"
  })
  void aSegmentIsABrowseName(String segment, int namespace, String name, boolean is) {
    assertThat(new Segment(segment).isName(namespace, name)).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "Dev.*, 2, DevA, true", "Dev\\d+, 2, Dev12, true", "Dev\\d+, 2, Dev12x, false",
    "2:Dev., 2, DevA, true", "(Dev, 2, (Dev, false", "DevA, 2, DevA, false"
  })
  void aSegmentMayBeARegularExpression(String segment, int namespace, String name, boolean fits) {
    assertThat(new Segment(segment).fits(namespace, name)).isEqualTo(fits);
  }

  @Test
  void aNameHasAsManyPlaceholdersAsItLikes() {
    NameTemplate template =
        NameTemplate.compile("X ${ns=2;s=A.sn} - ${Root\\.Objects\\.B} ${c d}!");
    assertThat(template.references())
        .extracting(NodeReference::toString)
        .containsExactly("ns=2;s=A.sn", "Root\\.Objects\\.B", "c d");
    assertThat(template.fill(List.of("1", "2", "3"))).isEqualTo("X 1 - 2 3!");
    assertThat(NameTemplate.compile("Plain ${").references()).isEmpty();
    assertThat(NameTemplate.compile("Plain ${").fill(List.of())).isEqualTo("Plain ${");
  }

  @Test
  void theNearestNamesAreThoseThatLookAlike() {
    assertThat(Nearest.to("Temprature", List.of("Pressure", "Temperature", "temperature2", "X")))
        .containsExactly("Temperature", "temperature2");
  }
}
