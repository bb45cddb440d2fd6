package io.tidegate.config.gateway;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.Places;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Decides between credentials in the main file, stored ones and provisioning. */
record AccessReader(FolderFiles files, ObjectNode tree) {

  private static final String SECURITY = "thingsboard/security";
  private static final String PROVISIONING = "thingsboard/provisioning";

  /** The way in, or null if there is none, which is then told. */
  @Nullable Access read(Environment environment) {
    if (Places.node(tree, SECURITY) != null && !environment.provisions()) {
      return credentials(FolderFiles.part(tree, SECURITY, SecurityConfig.class));
    }
    if (files.has(StoredCredentials.FILE)) {
      StoredCredentials stored = files.read(StoredCredentials.FILE, StoredCredentials.class);
      return stored == null ? null : credentials(stored.security());
    }
    if (Places.node(tree, PROVISIONING) != null) {
      return provision(FolderFiles.part(tree, PROVISIONING, ProvisioningConfig.class));
    }
    files.error(
        Places.find(tree, SECURITY),
        "is required but missing: there are no credentials and no provisioning");
    return null;
  }

  private @Nullable Access credentials(@Nullable SecurityConfig security) {
    if (security == null) {
      return null;
    }
    checkFile(SECURITY + "/caCert", security.caCert());
    checkFile(SECURITY + "/cert", security.cert());
    checkFile(SECURITY + "/privateKey", security.privateKey());
    return new Access.Credentials(security);
  }

  private @Nullable Access provision(@Nullable ProvisioningConfig provisioning) {
    if (provisioning == null) {
      return null;
    }
    checkFile(PROVISIONING + "/caCert", provisioning.caCert());
    return new Access.Provision(provisioning);
  }

  private void checkFile(String pointer, @Nullable String name) {
    if (name != null && !Files.isRegularFile(GatewayFolder.resolve(files.folder(), name))) {
      files.error(
          Places.find(tree, pointer), "names the file \"" + name + "\", which does not exist");
    }
  }
}
