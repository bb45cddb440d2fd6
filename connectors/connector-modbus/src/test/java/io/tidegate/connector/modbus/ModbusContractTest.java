package io.tidegate.connector.modbus;

import io.tidegate.connector.Connector;
import io.tidegate.connector.modbus.config.ConfigTexts;
import io.tidegate.connector.modbus.config.ModbusConfig;
import io.tidegate.connector.modbus.line.Field;
import io.tidegate.testkit.ConnectorContract;
import io.tidegate.testkit.GoldenConfigs;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ModbusContractTest extends ConnectorContract<ModbusConfig> {

  private Field field;

  @BeforeEach
  void start() throws IOException {
    field = Field.tcp();
    field.unit(1);
    field.unit(2);
  }

  @AfterEach
  void stop() {
    field.close();
  }

  @Override
  protected Connector<ModbusConfig> connector() {
    return new ModbusConnector();
  }

  @Override
  protected ModbusConfig reachable() {
    String unit =
        "{'host':'127.0.0.1','port':%d,'unitId':%d,'deviceName':'%s','pollPeriod':100,"
            + "'timeseries':[{'tag':'t','type':'16int','functionCode':3,'address':0}]}";
    return ConfigTexts.config(
        "{'master':{'slaves':[%s,%s]}}"
            .formatted(unit.formatted(field.port(), 1, "A"), unit.formatted(field.port(), 2, "B")));
  }

  @TestFactory
  Stream<DynamicTest> filesOfAllFormatsAreUnderstood() {
    return GoldenConfigs.of(connector());
  }
}
