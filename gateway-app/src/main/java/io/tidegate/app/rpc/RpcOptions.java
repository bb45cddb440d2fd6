package io.tidegate.app.rpc;

import java.nio.file.Path;
import java.util.List;

/**
 * What may be done, and to what.
 *
 * @param version the version that callers are told.
 * @param credentials the file that provisioning writes.
 * @param remoteShell whether commands from the platform are run.
 * @param reboot the command that restarts the machine; empty if that is not allowed.
 * @param restart makes the process start anew; returns at once.
 */
public record RpcOptions(
    String version, Path credentials, boolean remoteShell, List<String> reboot, Runnable restart) {

  public RpcOptions {
    reboot = List.copyOf(reboot);
  }
}
