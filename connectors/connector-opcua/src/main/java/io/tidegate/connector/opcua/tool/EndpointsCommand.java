package io.tidegate.connector.opcua.tool;

import io.tidegate.connector.opcua.secure.CertificateChain;
import io.tidegate.connector.opcua.secure.CertificateText;
import io.tidegate.connector.opcua.secure.PkiFolder;
import io.tidegate.connector.opcua.secure.Policies;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.ApplicationDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidegate opcua endpoints}. */
@Command(
    name = "endpoints",
    description = "Shows what a server offers: security policies, users, its certificate.")
final class EndpointsCommand implements Callable<Integer> {

  private static final String ROW = "%-22s %-15s %-31s %s%n";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<EndpointDescription> endpoints = server.access().endpoints();
    Set<String> told = new LinkedHashSet<>();
    for (EndpointDescription endpoint : endpoints) {
      ApplicationDescription application = endpoint.getServer();
      told.add(application.getApplicationName().text() + ", " + application.getApplicationUri());
    }
    told.forEach(out::println);
    out.println();
    out.printf(ROW, "SECURITY", "MODE", "USERS", "ADDRESS");
    endpoints.stream()
        .sorted(Comparator.comparingInt(each -> each.getSecurityLevel().intValue()))
        .forEach(each -> show(each, out));
    showCertificates(endpoints, out);
    return 0;
  }

  private static void show(EndpointDescription endpoint, PrintWriter out) {
    out.printf(
        ROW,
        Policies.name(endpoint.getSecurityPolicyUri()),
        endpoint.getSecurityMode(),
        users(endpoint),
        endpoint.getEndpointUrl());
  }

  private static String users(EndpointDescription endpoint) {
    UserTokenPolicy[] tokens = endpoint.getUserIdentityTokens();
    return tokens == null
        ? ""
        : Stream.of(tokens)
            .map(token -> word(token.getTokenType()))
            .distinct()
            .collect(Collectors.joining(", "));
  }

  private static String word(UserTokenType type) {
    return switch (type) {
      case Anonymous -> "anonymous";
      case UserName -> "name";
      case Certificate -> "certificate";
      case IssuedToken -> "token";
    };
  }

  private void showCertificates(List<EndpointDescription> endpoints, PrintWriter out)
      throws IOException {
    Set<X509Certificate> certificates = new LinkedHashSet<>();
    for (EndpointDescription endpoint : endpoints) {
      if (endpoint.getServerCertificate().bytesOrEmpty().length > 0) {
        certificates.add(CertificateChain.of(endpoint, server.address()).getFirst());
      }
    }
    PkiFolder pki = server.pki().pki();
    List<X509Certificate> trusted =
        pki.entries(pki.trusted()).stream().map(PkiFolder.Entry::certificate).toList();
    for (X509Certificate certificate : certificates) {
      out.println();
      out.println(
          "Certificate "
              + (trusted.contains(certificate) ? "(trusted): " : "(not trusted itself): ")
              + CertificateText.of(certificate));
    }
  }
}
