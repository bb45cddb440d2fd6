package io.tidegate.app;

import io.tidegate.app.rpc.DeviceLifeCycle;
import io.tidegate.app.rpc.RpcException;
import io.tidegate.engine.device.DeviceRegistry;

/** What the user did to devices, as far as the registry goes. */
final class RegistryLifeCycle implements DeviceLifeCycle {

  private final DeviceRegistry registry;

  RegistryLifeCycle(DeviceRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void renamed(String from, String to) {
    throw new RpcException("the renaming of devices is not followed yet");
  }

  @Override
  public void deleted(String device) {
    registry.forget(device);
  }
}
