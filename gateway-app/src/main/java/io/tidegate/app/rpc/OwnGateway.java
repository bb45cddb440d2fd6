package io.tidegate.app.rpc;

import io.tidegate.engine.device.KnownDevice;
import io.tidegate.engine.ledger.LedgerSnapshot;
import java.util.List;

/** What the methods tell of. */
public interface OwnGateway {

  /** The connectors that run, in the order of the configuration. */
  List<RunningConnector> connectors();

  /** The devices, by name. */
  List<KnownDevice> devices();

  /** What was read and delivered. */
  LedgerSnapshot ledger();

  /** A connector that runs; its id is the one in its file. */
  record RunningConnector(String name, String type, String id) {}
}
