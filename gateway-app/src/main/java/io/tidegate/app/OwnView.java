package io.tidegate.app;

import io.tidegate.app.rpc.OwnGateway;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.device.KnownDevice;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.ledger.LedgerSnapshot;
import java.util.List;
import java.util.function.Supplier;

/** The gateway as its own methods see it. */
record OwnView(Supplier<List<Connectors.Running>> running, DeviceRegistry registry, Ledger accounts)
    implements OwnGateway {

  @Override
  public List<RunningConnector> connectors() {
    return running.get().stream()
        .map(Connectors.Running::loaded)
        .map(loaded -> new RunningConnector(loaded.name(), loaded.type(), loaded.id()))
        .toList();
  }

  @Override
  public List<KnownDevice> devices() {
    return registry.snapshot();
  }

  @Override
  public LedgerSnapshot ledger() {
    return accounts.snapshot();
  }
}
