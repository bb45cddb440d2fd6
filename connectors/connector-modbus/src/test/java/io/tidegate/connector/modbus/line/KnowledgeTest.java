package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.modbus.config.ConfigTexts;
import io.tidegate.connector.modbus.config.UnitConfig;
import io.tidegate.connector.modbus.config.Wiring;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnowledgeTest {

  private static final long NOW = System.nanoTime();

  @Test
  void whatIsKnownIsForgottenOnlyAfterALongAbsence() {
    Knowledge knowledge = new Knowledge(List.of(unit()));
    ReadPlan plan = knowledge.begin(NOW).getFirst().getFirst();
    List<Request> whole = plan.round(NOW);
    var _ = plan.refused(whole.getFirst(), NOW);
    knowledge.end(NOW);

    long soon = NOW + Duration.ofMinutes(9).toNanos();
    assertThat(knowledge.begin(soon).getFirst().getFirst().round(soon)).hasSize(2);
    knowledge.end(soon);

    long late = soon + Duration.ofMinutes(11).toNanos();
    assertThat(knowledge.begin(late).getFirst().getFirst().round(late)).hasSize(1);
  }

  private static Unit unit() {
    UnitConfig config =
        ConfigTexts.config(
                "{'master':{'slaves':[{'host':'127.0.0.1','unitId':1,'deviceName':'D','timeseries':["
                    + "{'tag':'r','type':'16uint','functionCode':3,'address':'0-9'}]}]}}")
            .master()
            .slaves()
            .getFirst();
    return Unit.of(config, new LineKind(Wiring.of(config)));
  }
}
