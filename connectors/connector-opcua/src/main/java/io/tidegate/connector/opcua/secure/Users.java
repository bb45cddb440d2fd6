package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.RefusedException;
import io.tidegate.connector.opcua.config.IdentityConfig;
import io.tidegate.tls.CertifiedKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.identity.X509IdentityProvider;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.jspecify.annotations.Nullable;

/** As which user the gateway logs in. */
final class Users {

  private final IdentityConfig identity;
  private final SettingNames names;
  private final Warnings warnings;

  Users(IdentityConfig identity, SettingNames names, Warnings warnings) {
    this.identity = identity;
    this.names = names;
    this.warnings = warnings;
  }

  /** What the user shows who it is with: a certificate goes before a name. */
  UserTokenType type() {
    if (isGiven(identity.pathToUserCert())) {
      return UserTokenType.Certificate;
    }
    return identity.hasUser() ? UserTokenType.UserName : UserTokenType.Anonymous;
  }

  /** For messages: never the password. */
  String words() {
    return switch (type()) {
      case Certificate -> "the user with the certificate " + identity.pathToUserCert();
      case UserName -> "the user " + identity.username();
      case Anonymous, IssuedToken -> "anonymous users";
    };
  }

  /**
   * The way to log in at an endpoint.
   *
   * @throws RefusedException if a password would be readable where the user wants security.
   */
  IdentityProvider at(EndpointDescription endpoint) throws RefusedException {
    return switch (type()) {
      case Certificate -> byCertificate();
      case UserName -> byName(endpoint);
      case Anonymous, IssuedToken -> AnonymousProvider.INSTANCE;
    };
  }

  private IdentityProvider byCertificate() {
    CertifiedKey user =
        CertifiedKey.read(
            path(identity.pathToUserCert()),
            path(identity.pathToUserKey()),
            identity.privateKeyPassword());
    return new X509IdentityProvider(user.chain(), user.key());
  }

  private IdentityProvider byName(EndpointDescription endpoint) throws RefusedException {
    UserTokenPolicy policy = mostSecret(endpoint);
    PssProvider.loadFor(policy.getSecurityPolicyUri());
    if (isReadable(policy, endpoint)) {
      tellReadable(endpoint);
    }
    String password = Objects.requireNonNullElse(identity.password(), "");
    // The server's certificate was checked when the endpoint was chosen.
    return new UsernameProvider(
        Objects.requireNonNull(identity.username()),
        password,
        (chain, uri, hosts) -> {},
        offered -> offered.contains(policy) ? policy : offered.getFirst());
  }

  private void tellReadable(EndpointDescription endpoint) throws RefusedException {
    String where = endpoint.getEndpointUrl();
    if (endpoint.getSecurityMode() == MessageSecurityMode.Sign) {
      throw new RefusedException(
          where
              + " takes passwords as they are, and with mode Sign everybody on the network could read"
              + " it: "
              + names.encrypt(),
          new SecurityException("password in clear"));
    }
    warnings.once(
        where
            + ": the password goes over the network as it is, for everybody there to read. A security"
            + " policy protects it ("
            + names.security()
            + ")");
  }

  /** One that encrypts the password, if there is one. */
  private static UserTokenPolicy mostSecret(EndpointDescription endpoint) {
    List<UserTokenPolicy> byName =
        Arrays.stream(Objects.requireNonNull(endpoint.getUserIdentityTokens()))
            .filter(token -> token.getTokenType() == UserTokenType.UserName)
            .toList();
    return byName.stream()
        .filter(token -> isKnown(token) && !isClear(token, endpoint))
        .findFirst()
        .orElse(byName.getFirst());
  }

  private static boolean isKnown(UserTokenPolicy token) {
    String uri = token.getSecurityPolicyUri();
    return uri == null || uri.isEmpty() || SecurityPolicy.fromUriSafe(uri).isPresent();
  }

  private static boolean isReadable(UserTokenPolicy token, EndpointDescription endpoint) {
    return endpoint.getSecurityMode() != MessageSecurityMode.SignAndEncrypt
        && isClear(token, endpoint);
  }

  /** A token without a policy of its own has the endpoint's (OPC 10000-4, 7.42). */
  private static boolean isClear(UserTokenPolicy token, EndpointDescription endpoint) {
    String own = token.getSecurityPolicyUri();
    String uri = own == null || own.isEmpty() ? endpoint.getSecurityPolicyUri() : own;
    return SecurityPolicy.None.getUri().equals(uri);
  }

  static boolean isGiven(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  private static Path path(@Nullable String text) {
    return Path.of(Objects.requireNonNull(text));
  }
}
