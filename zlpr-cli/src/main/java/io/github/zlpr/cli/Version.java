package io.github.zlpr.cli;

import io.github.zlpr.experiment.provenance.Versions;
import java.util.Map;

/** What {@code --version} prints. */
final class Version {

  private Version() {}

  /** The version of this project, and of what its results depend on, one in each line. */
  static String text() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> version : Versions.current().entrySet()) {
      text.append(version.getKey()).append(' ').append(version.getValue()).append('\n');
    }
    return text.toString();
  }
}
