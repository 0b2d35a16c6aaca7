package io.github.zlpr.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets java.util.logging up for a terminal: one plain line each, on standard error. */
final class Logging {

  // Held so that their levels are not lost to garbage collection.
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
  private static final Logger OLCUT = Logger.getLogger("com.oracle.labs.mlrg.olcut");
  private static final Logger HASHING =
      Logger.getLogger("com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil");

  private Logging() {}

  static void configure() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%n");
    // JLine, which asks the terminal for its width, would warn of what it chose itself.
    System.setProperty("org.jline.terminal.disableDeprecatedProviderWarning", "true");
    TRIBUO.setLevel(Level.WARNING);
    OLCUT.setLevel(Level.WARNING);
    // A file that it cannot read is told by the exception that ends the command.
    HASHING.setLevel(Level.OFF);
  }
}
