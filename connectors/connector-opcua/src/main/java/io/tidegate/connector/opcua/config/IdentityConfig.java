package io.tidegate.connector.opcua.config;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.Problems;
import io.tidegate.config.Secret;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code identity} object of a server. */
public record IdentityConfig(
    @Doc(
            "`anonymous`; `username` (also `basic`); `certificates` (also `cert.PEM`): the channel is"
                + " secured with `pathToClientCert`. A user name is used whatever the type.")
        @Default("anonymous")
        Type type,
    @Doc("User name.") @Nullable String username,
    @Doc("Password.") @Secret @Nullable String password,
    @Doc(
            "Certificate that the server must have, or of an authority that has issued it: a PEM or"
                + " DER file. It is trusted beside those in `trust.folder`.")
        @Alias("caCert")
        @Nullable String pathToCACert,
    @Doc("Private key of the gateway's certificate, a PEM file.") @Alias("privateKey")
        @Nullable String pathToPrivateKey,
    @Doc("The gateway's certificate, a PEM or DER file. Missing: one is made, and kept.")
        @Alias("cert")
        @Nullable String pathToClientCert,
    @Doc("Password of the private key.") @Secret @Nullable String privateKeyPassword,
    @Doc("Certificate of the user, a PEM or DER file, where the server asks for one.")
        @Nullable String pathToUserCert,
    @Doc("Private key of the user's certificate, a PEM file.") @Nullable String pathToUserKey,
    @Doc("What is done to messages: `SignAndEncrypt`, `Sign` or `None`.") @Default("SignAndEncrypt")
        SecurityMode mode)
    implements Checked {

  /** The types, as users write them. */
  public enum Type {
    ANONYMOUS,
    USERNAME,
    BASIC,
    CERTIFICATES,
    @Key("cert.PEM")
    CERT_PEM
  }

  @Override
  public void check(Problems problems) {
    if ((type == Type.USERNAME || type == Type.BASIC) && isBlank(username)) {
      problems.warning(
          "username", "is missing, though the type is " + type.name().toLowerCase(Locale.ROOT));
    }
    pair(problems, "pathToClientCert", pathToClientCert, "pathToPrivateKey", pathToPrivateKey);
    pair(problems, "pathToUserCert", pathToUserCert, "pathToUserKey", pathToUserKey);
  }

  private static void pair(
      Problems problems,
      String certName,
      @Nullable String cert,
      String keyName,
      @Nullable String key) {
    if (isBlank(cert) != isBlank(key)) {
      problems.error(
          isBlank(cert) ? certName : keyName,
          "is missing: a certificate and its private key belong together");
    }
  }

  /** Whether the Python gateway would secure the channel. */
  public boolean usesCertificate() {
    return type == Type.CERTIFICATES || type == Type.CERT_PEM;
  }

  /** Whether a user name is told to the server. */
  public boolean hasUser() {
    return !isBlank(username);
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return "IdentityConfig[%s, username=%s, mode=%s]".formatted(type, username, mode);
  }

  /** Forms that users fill in leave empty texts behind. */
  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
