package io.tidegate.config.gateway;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.Place;
import io.tidegate.config.json.Places;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides between credentials in the main file, stored ones and provisioning. */
record AccessReader(FolderFiles files, ObjectNode tree) {

  private static final String SECURITY = "thingsboard/security";
  private static final String PROVISIONING = "thingsboard/provisioning";

  /** The way in, or null if there is none, which is then told. */
  @Nullable Access read(Environment environment) {
    if (Places.node(tree, SECURITY) != null && !environment.provisions()) {
      List.of("/caCert", "/cert", "/privateKey").forEach(key -> checkFile(SECURITY + key));
      return credentials(FolderFiles.part(tree, SECURITY, SecurityConfig.class));
    }
    if (files.has(StoredCredentials.FILE)) {
      StoredCredentials stored = files.read(StoredCredentials.FILE, StoredCredentials.class);
      return stored == null ? null : credentials(stored.security());
    }
    if (Places.node(tree, PROVISIONING) != null) {
      checkFile(PROVISIONING + "/caCert");
      return provision(FolderFiles.part(tree, PROVISIONING, ProvisioningConfig.class));
    }
    files.error(
        Places.find(tree, SECURITY),
        "is required but missing: there are no credentials and no provisioning");
    return null;
  }

  private static @Nullable Access credentials(@Nullable SecurityConfig security) {
    return security == null ? null : new Access.Credentials(security);
  }

  private static @Nullable Access provision(@Nullable ProvisioningConfig provisioning) {
    return provisioning == null ? null : new Access.Provision(provisioning);
  }

  private void checkFile(String pointer) {
    if (Places.node(tree, pointer) instanceof TextNode(Place place, String name)
        && !Files.isRegularFile(GatewayFolder.resolve(files.folder(), name))) {
      files.error(place, "names the file \"" + name + "\", which does not exist");
    }
  }
}
