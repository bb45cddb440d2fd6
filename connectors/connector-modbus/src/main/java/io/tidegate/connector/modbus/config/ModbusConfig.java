package io.tidegate.connector.modbus.config;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import org.jspecify.annotations.Nullable;

/** The file of a Modbus connector: what it polls, and what it offers to others. */
public record ModbusConfig(
    @Doc("The gateway as Modbus client: the units that it reads and writes.") @Default("{}")
        MasterConfig master,
    @Doc("The gateway as Modbus server: registers that others read and write.")
        @Nullable ServerConfig slave)
    implements Checked {

  @Override
  public void check(Problems problems) {
    SharedLines.check(master.slaves(), problems);
    if (master.slaves().isEmpty() && slave == null) {
      problems.warning("master/slaves", "is empty, and there is no slave: nothing is done");
    }
  }
}
