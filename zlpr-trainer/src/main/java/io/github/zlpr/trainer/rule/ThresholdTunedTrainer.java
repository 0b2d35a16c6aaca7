package io.github.zlpr.trainer.rule;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.Settings;
import io.github.zlpr.eval.metric.MicroF1;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Tunes the threshold of any trainer's models.
 *
 * <p>The cut between labels that are more likely than not and the others is 0 for ZLPR and ½ for
 * binary cross-entropy. The cut with the best F1 is often another one. This trainer holds out a
 * part of the training data and trains on the rest. It takes the threshold, one for all labels,
 * with the best value of a set metric on the held-out part. Then it trains again on all the data
 * and returns that model with the threshold.
 *
 * <p>The number of held-out examples times the number of labels must be below 2^31. The search
 * takes 13 bytes for each such pair.
 *
 * <p>A training calls the inner trainer twice, so its invocation count goes up by two. Besides the
 * two trainings it costs a sort of all held-out (example, label) pairs.
 *
 * <p>Source: Lipton, Elkan, Narayanaswamy, <a href="https://arxiv.org/abs/1402.1892">Thresholding
 * Classifiers to Maximize F1 Score</a> (2014).
 */
public final class ThresholdTunedTrainer implements Trainer<MultiLabel> {
  private static final Logger logger = Logger.getLogger(ThresholdTunedTrainer.class.getName());

  @Config(mandatory = true, description = "The trainer of the models.")
  private Trainer<MultiLabel> trainer;

  @Config(
      description =
          "The metric to maximise: MicroF1, MacroF1, SamplesF1, Jaccard, SubsetAccuracy or"
              + " HammingLoss (which is minimised).")
  private String metric = new MicroF1().name();

  @Config(description = "Share of the examples held out, above 0 and below 1.")
  private double heldOut = 0.2;

  @Config(description = "Seed of the choice of the examples held out.")
  private long seed = Trainer.DEFAULT_SEED;

  /** Used by the OLCUT configuration system. */
  private ThresholdTunedTrainer() {}

  /**
   * A trainer that tunes the threshold of another one's models for MicroF1 on a fifth of the
   * examples.
   *
   * @param trainer the trainer of the models, which must give scores.
   */
  public ThresholdTunedTrainer(Trainer<MultiLabel> trainer) {
    this.trainer = trainer;
  }

  /**
   * This trainer with another metric.
   *
   * @param metric the name of the metric to maximise.
   * @return a new trainer around the same one.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if the metric is none.
   */
  public ThresholdTunedTrainer withMetric(String metric) {
    return with(copy -> copy.metric = metric);
  }

  /**
   * This trainer with another share of examples held out.
   *
   * @param heldOut the share, above 0 and below 1.
   * @return a new trainer around the same one.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if the share is out of range.
   */
  public ThresholdTunedTrainer withHeldOut(double heldOut) {
    return with(copy -> copy.heldOut = heldOut);
  }

  /**
   * This trainer with another seed.
   *
   * @param seed seed of the choice of the examples held out.
   * @return a new trainer around the same one.
   */
  public ThresholdTunedTrainer withSeed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  private ThresholdTunedTrainer with(Consumer<ThresholdTunedTrainer> change) {
    ThresholdTunedTrainer copy = new ThresholdTunedTrainer();
    Settings.copy(this, copy);
    change.accept(copy);
    copy.postConfig();
    return copy;
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(
        ThresholdMetric.named(metric).isPresent(),
        "metric",
        metric,
        "one of " + String.join(", ", ThresholdMetric.names()));
    Settings.check(heldOut > 0.0 && heldOut < 1.0, "heldOut", heldOut, "above 0 and below 1");
  }

  @Override
  public SelectingModel train(Dataset<MultiLabel> examples) {
    return train(examples, Map.of());
  }

  @Override
  public SelectingModel train(Dataset<MultiLabel> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public synchronized SelectingModel train(
      Dataset<MultiLabel> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    if (invocationCount != INCREMENT_INVOCATION_COUNT) {
      setInvocationCount(invocationCount);
    }
    TrainerProvenance provenance = getProvenance();
    double threshold = tune(examples);
    Model<MultiLabel> model = trainer.train(examples, runProvenance);
    return new SelectingModel(
        new ModelProvenance(
            SelectingModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            examples.getProvenance(),
            provenance,
            runProvenance),
        model,
        PredictionRule.above(threshold));
  }

  private double tune(Dataset<MultiLabel> examples) {
    HeldOutScores held = HeldOutScores.of(trainer, examples, Map.of(), heldOut, seed);
    double threshold =
        new ThresholdSearch(held.scores(), held.truth(), held.labels())
            .best(ThresholdMetric.named(metric).orElseThrow());
    logger.info(
        String.format(
            Locale.ROOT,
            "threshold %.4f has the best %s on %,d examples",
            threshold,
            metric,
            held.examples()));
    return threshold;
  }

  @Override
  public int getInvocationCount() {
    return trainer.getInvocationCount() / 2;
  }

  @Override
  public synchronized void setInvocationCount(int invocationCount) {
    trainer.setInvocationCount(2 * invocationCount);
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
