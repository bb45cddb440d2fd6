package io.tidegate.config.gateway;

/** How the gateway becomes known to the platform. */
public sealed interface Access {

  /** With credentials it has. */
  record Credentials(SecurityConfig security) implements Access {}

  /** By asking for credentials first; they then go to {@link StoredCredentials#FILE}. */
  record Provision(ProvisioningConfig provisioning) implements Access {}
}
