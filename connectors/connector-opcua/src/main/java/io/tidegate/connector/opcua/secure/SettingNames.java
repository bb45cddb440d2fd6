package io.tidegate.connector.opcua.secure;

/**
 * What the settings are called where a person can change them; parts of sentences.
 *
 * @param choice goes on after "Change".
 * @param encrypt goes on after "set" or "give", which it begins with.
 * @param security the security policy.
 * @param address goes on after "Use such a name in".
 * @param anyHost how to accept any host name.
 * @param asItIs how to accept one certificate, whatever is wrong with it.
 * @param insecure how it is said that any server is trusted.
 * @param folder what to set to another folder.
 * @param certificate what to set to a certificate of one's own.
 */
public record SettingNames(
    String choice,
    String encrypt,
    String security,
    String address,
    String anyHost,
    String asItIs,
    String insecure,
    String folder,
    String certificate) {

  /** The keys of the configuration. */
  static final SettingNames CONFIGURATION =
      new SettingNames(
          "server.security, server.securityMode or server.identity",
          "set server.securityMode to SignAndEncrypt",
          "server.security",
          "server.url",
          "set server.trust.anyHostName to true",
          "name its fingerprint in server.trust.fingerprints",
          "server.trust.insecure is true",
          "server.trust.folder",
          "server.identity.pathToClientCert");

  /** The options of the tool. */
  public static final SettingNames TOOL =
      new SettingNames(
          "--security, --mode, --user or --user-cert",
          "give --mode SignAndEncrypt",
          "--security",
          "URL",
          "give --any-host",
          "give --insecure",
          "--insecure is given",
          "--pki",
          "--cert");
}
