package io.tidegate.connector.opcua.tool;

import io.tidegate.connector.opcua.config.IdentityConfig;
import io.tidegate.connector.opcua.config.ServerConfig.EndpointAddress;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityMode;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityPolicy;
import io.tidegate.connector.opcua.config.TrustConfig;
import io.tidegate.connector.opcua.secure.CertificateChain;
import io.tidegate.connector.opcua.secure.CertificateText;
import io.tidegate.connector.opcua.secure.Fingerprint;
import io.tidegate.connector.opcua.secure.PkiFolder;
import io.tidegate.connector.opcua.secure.ServerAccess;
import io.tidegate.connector.opcua.secure.ServerSettings;
import io.tidegate.connector.opcua.secure.SettingNames;
import io.tidegate.tls.CertifiedKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate opcua trust}. */
@Command(
    name = "trust",
    description =
        "Trusts a server's certificate, or shows which ones are trusted and which were rejected. A"
            + " gateway that runs connects within half a minute.",
    footer = {
      "",
      "Examples:",
      "  tidegate opcua trust                       shows all",
      "  tidegate opcua trust 3f2a9c04              a rejected one, by its fingerprint",
      "  tidegate opcua trust opc.tcp://plc:4840    the one that this server shows now",
      "  tidegate opcua trust plant-ca.pem          the one in a file",
      "  tidegate opcua trust --remove 3f2a9c04     trusts it no longer"
    })
final class TrustCommand implements Callable<Integer> {

  private static final int MILLIS = 10_000;

  @Mixin private final PkiOption pkiOption = new PkiOption();
  @Mixin private final Confirmation confirmation = new Confirmation();
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WHICH",
      description = "How a fingerprint begins, an address of a server, or a file.")
  private @Nullable String which;

  @Option(names = "--remove", description = "Trusts it no longer.")
  private boolean remove;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PkiFolder pki = pkiOption.pki();
    String wanted = which;
    if (wanted == null) {
      show("Trusted", pki, pki.trusted());
      show("Rejected", pki, pki.rejected());
    } else if (remove) {
      PkiFolder.Entry found = among(pki, pki.trusted(), wanted);
      Files.delete(found.file());
      spec.commandLine().getOut().println("No longer trusted: " + text(found.certificate()));
    } else {
      trust(pki, wanted);
    }
    return 0;
  }

  private void show(String title, PkiFolder pki, Path folder) {
    PrintWriter out = spec.commandLine().getOut();
    List<PkiFolder.Entry> entries = pki.entries(folder);
    out.println(title + " (" + folder + "):" + (entries.isEmpty() ? " none" : ""));
    for (PkiFolder.Entry entry : entries) {
      out.println("  " + text(entry.certificate()));
    }
  }

  private void trust(PkiFolder pki, String wanted) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (wanted.contains("://")) {
      X509Certificate shown = shownBy(wanted);
      out.println(wanted + " shows " + text(shown));
      if (!confirmation.given("Is that the certificate of the server?")) {
        out.println("Not trusted.");
        return;
      }
      added(pki, shown);
    } else if (Files.isRegularFile(Path.of(wanted))) {
      CertifiedKey.certificates(Path.of(wanted)).forEach(each -> added(pki, each));
    } else {
      added(pki, among(pki, pki.rejected(), wanted).certificate());
    }
  }

  private void added(PkiFolder pki, X509Certificate certificate) {
    Path file = pki.trust(certificate);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Trusted: " + text(certificate));
    out.println("  in " + file);
  }

  private static PkiFolder.Entry among(PkiFolder pki, Path folder, String beginning)
      throws IOException {
    Fingerprint wanted = Fingerprint.parse(beginning);
    List<PkiFolder.Entry> found =
        pki.entries(folder).stream()
            .filter(entry -> wanted.begins(Fingerprint.of(entry.certificate())))
            .toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new IOException(
        found.isEmpty()
            ? "no certificate in %s has a fingerprint that begins with %s"
                .formatted(folder, beginning)
            : "%d certificates in %s have a fingerprint that begins with %s: give more of it"
                .formatted(found.size(), folder, beginning));
  }

  private X509Certificate shownBy(String url) throws IOException, InterruptedException {
    ServerSettings settings =
        new ServerSettings(
            url,
            SecurityPolicy.NONE,
            SecurityMode.NONE,
            EndpointAddress.URL,
            null,
            new IdentityConfig(
                IdentityConfig.Type.ANONYMOUS,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                SecurityMode.SIGN_AND_ENCRYPT),
            new TrustConfig(pkiOption.folder().toString(), List.of(), false, false),
            MILLIS,
            MILLIS,
            SettingNames.TOOL);
    for (EndpointDescription endpoint : new ServerAccess(settings, Path.of("")).endpoints()) {
      if (endpoint.getServerCertificate().bytesOrEmpty().length > 0) {
        return CertificateChain.of(endpoint, url).getFirst();
      }
    }
    throw new IOException(url + " shows no certificate");
  }

  private static String text(X509Certificate certificate) {
    return CertificateText.of(certificate);
  }
}
