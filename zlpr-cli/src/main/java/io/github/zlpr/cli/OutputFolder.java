package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import io.github.zlpr.experiment.ExperimentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where a command puts its files. */
final class OutputFolder {

  private OutputFolder() {}

  /**
   * Opens a folder for the files of a run.
   *
   * @param folder the folder, which is created.
   * @param overwrite whether files of another run may be replaced.
   * @return the files.
   * @throws ArgumentException if there are such files.
   * @throws IOException if files cannot be written there.
   */
  static ExperimentFiles open(Path folder, boolean overwrite) throws IOException {
    ExperimentFiles files = new ExperimentFiles(folder);
    List<String> found = files.found();
    if (!found.isEmpty() && !overwrite) {
      throw new ArgumentException(
          "-o",
          folder
              + " has files of another run ("
              + String.join(", ", found)
              + "); choose another directory, or replace them by --overwrite.");
    }
    return files;
  }
}
