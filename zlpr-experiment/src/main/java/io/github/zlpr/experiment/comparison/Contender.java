package io.github.zlpr.experiment.comparison;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.experiment.report.Names;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;

/**
 * One of the trainers that a comparison compares.
 *
 * <p>For each data set, seed and learning rate the trainer is rebuilt from its provenance with
 * these replaced: properties named {@code seed}, {@code learningRate} and {@code
 * initialLearningRate}, wherever they are inside it.
 */
public final class Contender implements Configurable, Provenancable<ConfiguredObjectProvenance> {

  /** The learning rate of this project's trainers, and that of Tribuo's optimisers. */
  private static final List<String> LEARNING_RATE = List.of("learningRate", "initialLearningRate");

  private static final String SEED = "seed";
  private static final String LABELS = "k";

  @Config(mandatory = true, description = "The name in the reports.")
  private String name;

  @Config(mandatory = true, description = "The trainer.")
  private Trainer<MultiLabel> trainer;

  @Config(
      description =
          "Learning rates of which the best on held-out training data is taken, for each data set,"
              + " going from the middle one as long as it gets better; empty to take the trainer's"
              + " own.")
  private double[] learningRates = new double[0];

  @Config(
      description =
          "Replace k, the number of labels that are predicted, by the training examples' mean"
              + " number of labels, rounded.")
  private boolean meanLabels = false;

  /** Used by the OLCUT configuration system. */
  private Contender() {}

  /**
   * A contender.
   *
   * @param name the name in the reports.
   * @param trainer the trainer.
   * @param meanLabels whether the trainer's property {@code k} is replaced by the mean number of
   *     labels.
   * @param learningRates the learning rates to choose from; none to take the trainer's own.
   * @throws PropertyException if the name is blank, a rate is not positive or given twice, or the
   *     trainer has no property to replace.
   */
  public Contender(
      String name, Trainer<MultiLabel> trainer, boolean meanLabels, double... learningRates) {
    this.name = name;
    this.trainer = trainer;
    this.meanLabels = meanLabels;
    this.learningRates = learningRates.clone();
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    if (name.isBlank()) {
      throw new PropertyException("", "name", "a contender needs a name");
    }
    if (Arrays.stream(learningRates).anyMatch(rate -> !(rate > 0.0 && Double.isFinite(rate)))
        || Arrays.stream(learningRates).distinct().count() < learningRates.length) {
      throw new PropertyException(
          "",
          "learningRates",
          name
              + ": learning rates must be above 0 and differ, found "
              + Arrays.toString(learningRates));
    }
    if (learningRates.length > 0 && LEARNING_RATE.stream().noneMatch(recorded()::has)) {
      throw new PropertyException(
          "",
          "learningRates",
          name + ": " + trainer.getClass().getName() + " has no learning rate to choose");
    }
    if (meanLabels && !recorded().has(LABELS)) {
      throw new PropertyException(
          "",
          "meanLabels",
          name + ": " + trainer.getClass().getName() + " has no property k to replace");
    }
  }

  /**
   * The name in the reports.
   *
   * @return not blank.
   */
  public String name() {
    return name;
  }

  /** The trainer, its loss and what of it the data decide. */
  String description() {
    return Names.fully(trainer.getProvenance())
        + (meanLabels ? "; k is replaced by the mean number of labels of the training data" : "");
  }

  double[] learningRates() {
    return learningRates.clone();
  }

  boolean meanLabels() {
    return meanLabels;
  }

  private Recorded recorded() {
    return Recorded.of(trainer.getProvenance());
  }

  /**
   * A new trainer for one training.
   *
   * @param rate the learning rate; nothing for the trainer's own.
   * @param seed the seed.
   * @param labels the number of labels to predict; nothing for the trainer's own.
   */
  @SuppressWarnings("unchecked") // Of the same class as the trainer given.
  Trainer<MultiLabel> trainer(OptionalDouble rate, long seed, OptionalInt labels) {
    Recorded changed = recorded().with(SEED, Long.toString(seed));
    if (rate.isPresent()) {
      for (String property : LEARNING_RATE) {
        changed = changed.with(property, Double.toString(rate.getAsDouble()));
      }
    }
    if (labels.isPresent()) {
      changed = changed.with(LABELS, Integer.toString(labels.getAsInt()));
    }
    return changed.build(Trainer.class);
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "Contender");
  }
}
