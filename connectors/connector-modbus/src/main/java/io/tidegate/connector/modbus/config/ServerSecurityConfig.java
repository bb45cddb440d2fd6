package io.tidegate.connector.modbus.config;

import io.tidegate.config.Doc;
import io.tidegate.config.Secret;
import org.jspecify.annotations.Nullable;

/** The {@code security} object of the server. */
public record ServerSecurityConfig(
    @Doc("Certificate of the server and what issued it, a PEM file.") @Nullable String certfile,
    @Doc("Private key of that certificate, a PEM file.") @Nullable String keyfile,
    @Doc("Password of the private key.") @Secret @Nullable String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return "ServerSecurityConfig[certfile=%s, keyfile=%s]".formatted(certfile, keyfile);
  }
}
