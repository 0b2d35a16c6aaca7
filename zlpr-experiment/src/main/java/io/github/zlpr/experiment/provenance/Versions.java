package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.tribuo.Tribuo;

/** The versions of what a run depends on besides its configuration and data. */
public final class Versions {

  /** The name of the version of this project. */
  public static final String PROJECT = "zlpr-version";

  static final String TRIBUO = "tribuo-version";
  static final String OLCUT = "olcut-version";
  static final String JAVA = "java-version";
  static final String JVM = "java-vm";
  static final String OS = "os-name";
  static final String ARCHITECTURE = "os-arch";

  private Versions() {}

  /**
   * The versions of this process.
   *
   * @return the versions by name.
   */
  public static Map<String, String> current() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put(PROJECT, version(Versions.class, "project.properties"));
    versions.put(TRIBUO, Tribuo.VERSION);
    versions.put(
        OLCUT,
        version(
            ConfigurationManager.class,
            "/META-INF/maven/com.oracle.labs.olcut/olcut-core/pom.properties"));
    versions.put(JAVA, System.getProperty("java.version"));
    versions.put(
        JVM, System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    versions.put(OS, System.getProperty("os.name"));
    versions.put(ARCHITECTURE, System.getProperty("os.arch"));
    return versions;
  }

  private static String version(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
