package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.opcua.config.TrustConfig;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong with a server's certificate, apart from who vouches for it.
 *
 * @param what goes on after "a certificate that".
 * @param cure what the user can do.
 */
record Fault(String what, String cure) {

  /** All that is wrong. */
  static List<Fault> of(Claim claim, TrustConfig config, SettingNames names, Clock clock) {
    List<Fault> faults = new ArrayList<>();
    addTime(claim.certificate(), clock.instant(), faults);
    addApplication(claim, faults);
    if (!config.anyHostName()) {
      addHost(claim, names, faults);
    }
    return faults.stream().map(fault -> fault.orAccepted(names)).toList();
  }

  Fault orAccepted(SettingNames names) {
    return new Fault(what, cure + ", or " + names.asItIs() + " to accept it as it is");
  }

  private static void addTime(X509Certificate certificate, Instant now, List<Fault> faults) {
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      faults.add(new Fault("has expired", "Have it renewed"));
    } else if (now.isBefore(certificate.getNotBefore().toInstant())) {
      faults.add(
          new Fault("is not valid yet", "Check the clocks of the server and of this machine"));
    }
  }

  private static void addApplication(Claim claim, List<Fault> faults) {
    String shown = CertificateText.applicationUri(claim.certificate());
    String said = claim.applicationUri();
    if (said != null && !said.equals(shown)) {
      faults.add(
          new Fault(
              "is for the application %s, and the server says that it is %s"
                  .formatted(shown == null ? "(none)" : shown, said),
              "Correct the server"));
    }
  }

  private static void addHost(Claim claim, SettingNames names, List<Fault> faults) {
    List<String> hosts = CertificateText.hosts(claim.certificate());
    String host = claim.host();
    if (host != null && hosts.stream().map(Fault::plain).noneMatch(plain(host)::equals)) {
      faults.add(
          new Fault(
              "is for %s, not for %s"
                  .formatted(hosts.isEmpty() ? "no host" : String.join(", ", hosts), host),
              "Use such a name in %s, or %s".formatted(names.address(), names.anyHost())));
    }
  }

  /** IPv6 addresses have many forms; names have no case. */
  private static String plain(String host) {
    String bare = host.replaceAll("^\\[|]$", "");
    try {
      return InetAddress.ofLiteral(bare).getHostAddress();
    } catch (IllegalArgumentException e) {
      return bare.toLowerCase(Locale.ROOT); // A name.
    }
  }
}
