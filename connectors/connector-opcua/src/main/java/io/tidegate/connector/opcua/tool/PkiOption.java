package io.tidegate.connector.opcua.tool;

import io.tidegate.connector.opcua.secure.PkiFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where certificates are kept. */
final class PkiOption {

  private static final Path USUAL = Path.of("/etc/thingsboard-gateway/config");

  @Option(
      names = "--pki",
      paramLabel = "DIR",
      description =
          "Folder with certificates. Usually that of the gateway: opcua-pki in $TB_GW_CONFIG_DIR or"
              + " /etc/thingsboard-gateway/config, or else here.")
  private @Nullable Path named;

  Path folder() {
    Path chosen = named;
    if (chosen == null) {
      String configured = System.getenv("TB_GW_CONFIG_DIR");
      Path config =
          configured != null && !configured.isBlank()
              ? Path.of(configured)
              : Files.isDirectory(USUAL) ? USUAL : Path.of("");
      chosen = config.resolve("opcua-pki");
    }
    return chosen.toAbsolutePath().normalize();
  }

  PkiFolder pki() {
    return new PkiFolder(folder());
  }
}
