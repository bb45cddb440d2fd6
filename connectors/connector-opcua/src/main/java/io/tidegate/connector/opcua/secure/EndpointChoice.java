package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.RefusedException;
import io.tidegate.connector.opcua.config.ServerConfig.EndpointAddress;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityMode;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityPolicy;
import java.net.NoRouteToHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;

/**
 * Which of a server's endpoints is used. What the configuration asks for is kept to: there is no
 * falling back to anything weaker.
 */
final class EndpointChoice {

  private final ServerSettings server;
  private final UserTokenType user;

  EndpointChoice(ServerSettings server, UserTokenType user) {
    this.server = server;
    this.user = user;
  }

  /**
   * The one to use, at the address to use.
   *
   * @throws RefusedException if none fits; the message says what the server offers.
   */
  EndpointDescription of(List<EndpointDescription> offered) throws RefusedException {
    return offered.stream()
        .filter(EndpointChoice::isBinaryTcp)
        .filter(this::isSecuredAsAsked)
        .filter(endpoint -> tokens(endpoint).contains(user))
        .max(
            Comparator.comparing(this::hasTheHostThatWasAsked)
                .thenComparingInt(endpoint -> endpoint.getSecurityLevel().intValue()))
        .map(this::addressed)
        .orElseThrow(() -> nothingFits(offered));
  }

  private boolean isSecuredAsAsked(EndpointDescription endpoint) {
    return Policies.uri(server.policy()).equals(endpoint.getSecurityPolicyUri())
        && mode(server.mode()) == endpoint.getSecurityMode();
  }

  private boolean hasTheHostThatWasAsked(EndpointDescription endpoint) {
    return Objects.equals(
        EndpointUtil.getHost(server.address()), EndpointUtil.getHost(endpoint.getEndpointUrl()));
  }

  /** Behind NAT, or without a name service, a server's own word for its address is no use. */
  private EndpointDescription addressed(EndpointDescription endpoint) {
    return server.endpointAddress() == EndpointAddress.SERVER
        ? endpoint
        : EndpointUtil.updateUrl(
            endpoint,
            EndpointUtil.getHost(server.address()),
            EndpointUtil.getPort(server.address()));
  }

  private RefusedException nothingFits(List<EndpointDescription> offered) {
    String wanted =
        server.policy() == SecurityPolicy.NONE
            ? "no security"
            : Policies.name(server.policy()) + " with " + mode(server.mode());
    return new RefusedException(
        "%s has no endpoint with %s for %s; it offers %s. Change %s"
            .formatted(
                server.address(), wanted, words(user), offers(offered), server.names().choice()),
        new NoRouteToHostException("no endpoint fits"));
  }

  private static String offers(List<EndpointDescription> offered) {
    Map<String, Set<String>> byUsers = new TreeMap<>();
    offered.stream()
        .filter(EndpointChoice::isBinaryTcp)
        .forEach(
            each -> byUsers.computeIfAbsent(users(each), _ -> new TreeSet<>()).add(secured(each)));
    return byUsers.isEmpty()
        ? "none over opc.tcp"
        : byUsers.entrySet().stream()
            .map(each -> String.join(", ", each.getValue()) + " for " + each.getKey())
            .collect(Collectors.joining("; "));
  }

  private static String secured(EndpointDescription endpoint) {
    return endpoint.getSecurityMode() == MessageSecurityMode.None
        ? "None"
        : Policies.name(endpoint.getSecurityPolicyUri()) + " with " + endpoint.getSecurityMode();
  }

  private static String users(EndpointDescription endpoint) {
    return tokens(endpoint).stream()
        .map(EndpointChoice::words)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** What users may show who they are with. */
  static List<UserTokenType> tokens(EndpointDescription endpoint) {
    UserTokenPolicy[] policies = endpoint.getUserIdentityTokens();
    return policies == null
        ? List.of()
        : Arrays.stream(policies).map(UserTokenPolicy::getTokenType).toList();
  }

  static String words(UserTokenType type) {
    return switch (type) {
      case Anonymous -> "anonymous users";
      case UserName -> "users with a name";
      case Certificate -> "users with a certificate";
      case IssuedToken -> "users with a token";
    };
  }

  static MessageSecurityMode mode(SecurityMode mode) {
    return switch (mode) {
      case NONE -> MessageSecurityMode.None;
      case SIGN -> MessageSecurityMode.Sign;
      case SIGN_AND_ENCRYPT -> MessageSecurityMode.SignAndEncrypt;
    };
  }

  /** Servers may leave the profile out (OPC 10000-4, 7.14). */
  private static boolean isBinaryTcp(EndpointDescription endpoint) {
    String profile = endpoint.getTransportProfileUri();
    String url = endpoint.getEndpointUrl();
    return url != null
        && url.startsWith("opc.tcp:")
        && (profile == null
            || profile.isEmpty()
            || profile.equals(Stack.TCP_UASC_UABINARY_TRANSPORT_URI));
  }
}
