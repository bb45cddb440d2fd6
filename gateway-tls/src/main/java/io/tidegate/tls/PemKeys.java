package io.tidegate.tls;

import io.tidegate.connector.ConfigurationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Private keys in PEM. Apart from PemFiles so that Bouncy Castle is loaded only for a key. */
final class PemKeys {

  private PemKeys() {}

  static PrivateKey parse(Path file, String pem, @Nullable String password) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        PrivateKeyInfo key = keyIn(part, file, password);
        if (key != null) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
      }
    } catch (IOException | OperatorCreationException | PKCSException e) {
      throw new ConfigurationException(
          file
              + " holds a private key that can't be read"
              + (password == null ? "" : ", or the password is wrong")
              + ": "
              + e.getMessage());
    }
    throw new ConfigurationException(file + " holds no private key in PEM form");
  }

  /** Null for what stands beside keys: certificates, EC parameters. */
  private static @Nullable PrivateKeyInfo keyIn(Object part, Path file, @Nullable String password)
      throws IOException, OperatorCreationException, PKCSException {
    return switch (part) {
      case PrivateKeyInfo key -> key;
      case PEMKeyPair pair -> pair.getPrivateKeyInfo();
      case PKCS8EncryptedPrivateKeyInfo key ->
          key.decryptPrivateKeyInfo(
              new JceOpenSSLPKCS8DecryptorProviderBuilder()
                  .setProvider(new BouncyCastleProvider())
                  .build(given(password, file)));
      case PEMEncryptedKeyPair pair ->
          pair.decryptKeyPair(
                  new JcePEMDecryptorProviderBuilder()
                      .setProvider(new BouncyCastleProvider())
                      .build(given(password, file)))
              .getPrivateKeyInfo();
      default -> null;
    };
  }

  private static char[] given(@Nullable String password, Path file) {
    if (password == null) {
      throw new ConfigurationException(file + " is encrypted, and no password is given");
    }
    return password.toCharArray();
  }
}
