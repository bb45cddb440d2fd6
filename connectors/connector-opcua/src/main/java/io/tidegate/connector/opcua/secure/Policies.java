package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.opcua.config.ServerConfig.SecurityPolicy;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The security policies by their names (OPC 10000-7, 6.6). */
public final class Policies {

  private static final String PREFIX = "http://opcfoundation.org/UA/SecurityPolicy#";

  private Policies() {}

  /** As the standard writes it. */
  public static String name(SecurityPolicy policy) {
    return switch (policy) {
      case NONE -> "None";
      case BASIC128RSA15 -> "Basic128Rsa15";
      case BASIC256 -> "Basic256";
      case BASIC256SHA256 -> "Basic256Sha256";
      case AES128_SHA256_RSAOAEP -> "Aes128_Sha256_RsaOaep";
      case AES256_SHA256_RSAPSS -> "Aes256_Sha256_RsaPss";
    };
  }

  /** The name in a URI; the URI itself if it is none of the standard's. */
  public static String name(@Nullable String uri) {
    if (uri == null) {
      return "?";
    }
    return uri.startsWith(PREFIX) ? uri.substring(PREFIX.length()) : uri;
  }

  /** Empty if there is none of that name. */
  public static Optional<SecurityPolicy> named(String name) {
    return Stream.of(SecurityPolicy.values())
        .filter(policy -> name(policy).equalsIgnoreCase(name))
        .findFirst();
  }

  static String uri(SecurityPolicy policy) {
    return PREFIX + name(policy);
  }
}
