package io.tidegate.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What is running. */
final class Version implements IVersionProvider {

  /** The product's version, from the build. */
  static String own() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/tidegate.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "Tidegate " + own(),
      "in place of ThingsBoard IoT Gateway " + GatewayReport.COMPATIBLE_VERSION,
      "Java " + Runtime.version()
    };
  }
}
