package io.tidegate.connector.opcua.tool;

import io.tidegate.connector.opcua.config.IdentityConfig;
import io.tidegate.connector.opcua.config.ServerConfig.EndpointAddress;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityMode;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityPolicy;
import io.tidegate.connector.opcua.config.TrustConfig;
import io.tidegate.connector.opcua.secure.Policies;
import io.tidegate.connector.opcua.secure.ServerAccess;
import io.tidegate.connector.opcua.secure.ServerSettings;
import io.tidegate.connector.opcua.secure.SettingNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which server, how secured, and as whom. */
final class ServerOptions {

  private static final String PASSWORD = "TIDEGATE_OPCUA_PASSWORD";
  private static final int SESSION_MILLIS = 60_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private final PkiOption pki = new PkiOption();

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "Address of the server; opc.tcp:// may be left out.")
  private String url = "";

  @Option(
      names = {"-s", "--security"},
      paramLabel = "POLICY",
      description =
          "None (the default), Basic128Rsa15, Basic256, Basic256Sha256, Aes128_Sha256_RsaOaep or"
              + " Aes256_Sha256_RsaPss.")
  private String security = "None";

  @Option(
      names = {"-m", "--mode"},
      paramLabel = "MODE",
      description = "Sign or SignAndEncrypt (the default), with a security policy.")
  private String mode = "SignAndEncrypt";

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      description = "User name.")
  private @Nullable String user;

  @Option(
      names = "--password",
      paramLabel = "TEXT",
      interactive = true,
      arity = "0..1",
      description =
          "Password; asked for if nothing follows. Better than here, where others see it: in the"
              + " environment as "
              + PASSWORD
              + ".")
  private @Nullable String password;

  @Option(names = "--user-cert", paramLabel = "FILE", description = "Certificate of the user.")
  private @Nullable String userCert;

  @Option(names = "--user-key", paramLabel = "FILE", description = "Its private key.")
  private @Nullable String userKey;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Certificate of the gateway; without, the one of --pki, made if there is none.")
  private @Nullable String cert;

  @Option(names = "--key", paramLabel = "FILE", description = "Its private key.")
  private @Nullable String key;

  @Option(names = "--insecure", description = "Trusts any server.")
  private boolean insecure;

  @Option(
      names = "--any-host",
      description = "The server's host name need not be in its certificate.")
  private boolean anyHost;

  @Option(
      names = "--as-server-says",
      description = "Connects to the address that the server gives for its endpoint, not to URL.")
  private boolean asServerSays;

  @Option(
      names = "--timeout",
      paramLabel = "MILLIS",
      description = "Time for an answer (default: 4000).")
  private int timeout = 4000;

  ServerAccess access() {
    return new ServerAccess(settings(), Path.of(""));
  }

  PkiOption pki() {
    return pki;
  }

  String address() {
    return url.contains("opc.tcp") ? url : "opc.tcp://" + url;
  }

  ServerSettings settings() {
    SecurityPolicy policy =
        Policies.named(security)
            .orElseThrow(() -> wrong("--security", security + " is no security policy"));
    if ((cert == null) != (key == null) || (userCert == null) != (userKey == null)) {
      throw wrong("--key", "a certificate and its private key belong together");
    }
    return new ServerSettings(
        address(),
        policy,
        policy == SecurityPolicy.NONE ? SecurityMode.NONE : mode(),
        asServerSays ? EndpointAddress.SERVER : EndpointAddress.URL,
        null,
        identity(),
        new TrustConfig(pki.folder().toString(), List.of(), anyHost, insecure),
        timeout,
        SESSION_MILLIS,
        SettingNames.TOOL);
  }

  private IdentityConfig identity() {
    return new IdentityConfig(
        user == null ? IdentityConfig.Type.ANONYMOUS : IdentityConfig.Type.USERNAME,
        user,
        password == null ? System.getenv(PASSWORD) : password,
        null,
        key,
        cert,
        null,
        userCert,
        userKey,
        SecurityMode.SIGN_AND_ENCRYPT);
  }

  private SecurityMode mode() {
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "sign" -> SecurityMode.SIGN;
      case "signandencrypt" -> SecurityMode.SIGN_AND_ENCRYPT;
      default -> throw wrong("--mode", mode + " is neither Sign nor SignAndEncrypt");
    };
  }

  private ParameterException wrong(String option, String fault) {
    CommandLine line = spec.commandLine();
    return new ParameterException(
        line, "Invalid value for option '%s': %s".formatted(option, fault));
  }
}
