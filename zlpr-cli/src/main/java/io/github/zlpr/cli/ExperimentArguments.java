package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.experiment.Configurations;
import io.github.zlpr.experiment.Experiment;

/** Reads the arguments of commands that work on a configured experiment. */
final class ExperimentArguments {

  private ExperimentArguments() {}

  /**
   * Fills the options and configures the experiment.
   *
   * @param arguments the arguments of the command.
   * @param options its options.
   * @return the component named {@code experiment}.
   */
  static Experiment read(String[] arguments, Options options) {
    ConfigurationManager manager = Configurations.load(arguments, options);
    if (manager.getUnnamedArguments().length > 0) {
      throw new ArgumentException(manager.getUnnamedArguments()[0], "Unknown argument.");
    }
    if (manager.getComponentNames().isEmpty()) {
      throw new ArgumentException("-c", "No configuration; give one by -c CONFIG.xml.");
    }
    return Configurations.lookup(manager, Experiment.COMPONENT, Experiment.class);
  }
}
