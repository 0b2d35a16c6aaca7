package io.github.zlpr.experiment.comparison;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.RootLocale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Trainer;

/**
 * A comparison: contenders × data sets × seeds.
 *
 * <p>On each data set a contender's learning rate is the best of its grid on a held-out part of the
 * training data, the same part for all, found from its middle rate down, or else up, as long as it
 * gets better; with that rate it is trained on all training data once for each seed, and tested on
 * the test data. Test labels that no training example has count as ranked below all others.
 *
 * <p>The same configuration gives the same numbers, whether it was stopped in between or not.
 */
public final class Comparison implements Configurable, Provenancable<ConfiguredObjectProvenance> {

  /** Name of the component that is run. */
  public static final String COMPONENT = "comparison";

  @Config(mandatory = true, description = "What is compared: two contenders or more.")
  private List<Contender> contenders = new ArrayList<>();

  @Config(mandatory = true, description = "The data sets, at least one.")
  private List<ComparedData> dataSets = new ArrayList<>();

  @Config(description = "Seeds of the trainings, at least one; the first also for the grids.")
  private long[] seeds = {1L, 2L, 3L};

  @Config(
      description =
          "Metric that chooses learning rates: LRAP, MicroF1, nDCG@5, P@1 or RankingLoss.")
  private String selectionMetric = "LRAP";

  @Config(description = "Share of the training data held out to choose them, above 0 and below 1.")
  private double heldOut = 0.2;

  @Config(description = "Number of bootstrap resamples, at least 100.")
  private int resamples = 1_000;

  @Config(description = "Seed of the held-out part and of the bootstrap.")
  private long seed = Trainer.DEFAULT_SEED;

  /** Used by the OLCUT configuration system. */
  private Comparison() {}

  /**
   * A comparison with the default settings.
   *
   * @param contenders what is compared, two or more.
   * @param dataSets the data sets, at least one.
   * @param seeds the seeds of the trainings, at least one.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if there are too few, or a name or
   *     seed is given twice.
   */
  public Comparison(List<Contender> contenders, List<ComparedData> dataSets, long... seeds) {
    this.contenders = List.copyOf(contenders);
    this.dataSets = List.copyOf(dataSets);
    this.seeds = seeds.clone();
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    settings();
  }

  private ComparisonSettings settings() {
    return new ComparisonSettings(
        contenders,
        dataSets,
        Arrays.stream(seeds).boxed().toList(),
        selectionMetric,
        heldOut,
        resamples,
        seed);
  }

  /**
   * Runs the comparison without keeping anything.
   *
   * @return the result.
   */
  public ComparisonResult run() {
    try {
      return RootLocale.call(() -> ComparisonRun.run(settings(), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the comparison, or what is left of it, and writes its files.
   *
   * @param files keep each finished cell, and have those of a run that was stopped.
   * @return the result.
   * @throws IOException if a file cannot be read or written.
   */
  public ComparisonResult run(ComparisonFiles files) throws IOException {
    ComparisonResult result = RootLocale.call(() -> ComparisonRun.run(settings(), files));
    files.write(result);
    return result;
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "Comparison");
  }
}
