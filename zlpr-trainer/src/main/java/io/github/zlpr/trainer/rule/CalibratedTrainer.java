package io.github.zlpr.trainer.rule;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.Settings;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Makes the scores of any trainer's models probabilities.
 *
 * <p>Raw scores are none, and neither σ(s) nor σ(2s) is one: the scores of ZLPR are a log-ratio of
 * what a label gains against all others of its example. This trainer holds out a part of the
 * training data, trains on the rest, and fits
 *
 * <pre>
 *   p = σ(a s + b)
 * </pre>
 *
 * to the held-out scores of all labels together, by least log loss. With {@code perLabel} each
 * label has its own offset b_l, which stays near the common one where the label has few examples.
 *
 * <ul>
 *   <li>The model is the one trained on the rest. A training on all examples would give other
 *       scores than those the map was fitted to: on scene its log loss was 0.37, that of the rest's
 *       model with the same map 0.26. So the model has never seen the examples held out, nor a
 *       label that only they have.
 *   <li>The labels predicted are those that the inner model predicts.
 *   <li>With one map, the rankings of the labels within an example stay as they are. With {@code
 *       perLabel} they may change; it lowered the log loss on yeast only, by 0.001.
 *   <li>The number of held-out examples times the number of labels must be below 2^31; each such
 *       pair takes 5 bytes.
 * </ul>
 *
 * <p>Why logistic: two numbers are learned from few held-out examples, and no probability is 0 or
 * 1, as isotonic regression's are at the ends, where one exception makes the log loss infinite.
 *
 * <p>Source: Platt, Probabilistic Outputs for Support Vector Machines (1999); for the comparison
 * with isotonic regression Niculescu-Mizil and Caruana, <a
 * href="https://doi.org/10.1145/1102351.1102430">Predicting Good Probabilities with Supervised
 * Learning</a> (2005).
 */
public final class CalibratedTrainer implements Trainer<MultiLabel> {
  private static final Logger logger = Logger.getLogger(CalibratedTrainer.class.getName());

  @Config(mandatory = true, description = "The trainer of the models.")
  private Trainer<MultiLabel> trainer;

  @Config(description = "Whether each label has an offset of its own.")
  private boolean perLabel;

  @Config(description = "Share of the examples held out, above 0 and below 1.")
  private double heldOut = 0.2;

  @Config(description = "Seed of the choice of the examples held out.")
  private long seed = Trainer.DEFAULT_SEED;

  /** Used by the OLCUT configuration system. */
  private CalibratedTrainer() {}

  /**
   * A trainer that calibrates another one's models, with one map for all labels, on a fifth of the
   * examples.
   *
   * @param trainer the trainer of the models, which must give scores.
   */
  public CalibratedTrainer(Trainer<MultiLabel> trainer) {
    this.trainer = trainer;
  }

  /**
   * This trainer with one offset for all labels, or one for each.
   *
   * @param perLabel whether each label has an offset of its own.
   * @return a new trainer around the same one.
   */
  public CalibratedTrainer withPerLabel(boolean perLabel) {
    return with(copy -> copy.perLabel = perLabel);
  }

  /**
   * This trainer with another share of examples held out.
   *
   * @param heldOut the share, above 0 and below 1.
   * @return a new trainer around the same one.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if the share is out of range.
   */
  public CalibratedTrainer withHeldOut(double heldOut) {
    return with(copy -> copy.heldOut = heldOut);
  }

  /**
   * This trainer with another seed.
   *
   * @param seed seed of the choice of the examples held out.
   * @return a new trainer around the same one.
   */
  public CalibratedTrainer withSeed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  private CalibratedTrainer with(Consumer<CalibratedTrainer> change) {
    CalibratedTrainer copy = new CalibratedTrainer();
    Settings.copy(this, copy);
    change.accept(copy);
    copy.postConfig();
    return copy;
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(heldOut > 0.0 && heldOut < 1.0, "heldOut", heldOut, "above 0 and below 1");
  }

  @Override
  public CalibratedModel train(Dataset<MultiLabel> examples) {
    return train(examples, Map.of());
  }

  @Override
  public CalibratedModel train(
      Dataset<MultiLabel> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  /**
   * Trains a model.
   *
   * @throws IllegalArgumentException if there are too few examples to hold any out, or too many
   *     pairs of them and labels.
   */
  @Override
  public synchronized CalibratedModel train(
      Dataset<MultiLabel> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    if (invocationCount != INCREMENT_INVOCATION_COUNT) {
      setInvocationCount(invocationCount);
    }
    TrainerProvenance provenance = getProvenance();
    HeldOutScores held = HeldOutScores.of(trainer, examples, runProvenance, heldOut, seed);
    LogisticMap map = LogisticMap.fit(held.scores(), held.truth(), held.labels(), perLabel);
    logger.info(
        String.format(
            Locale.ROOT,
            "probabilities are σ(%.4f s + b), from %,d examples held out",
            map.slope(),
            held.examples()));
    return new CalibratedModel(
        new ModelProvenance(
            CalibratedModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            examples.getProvenance(),
            provenance,
            runProvenance),
        held.model(),
        map);
  }

  @Override
  public int getInvocationCount() {
    return trainer.getInvocationCount();
  }

  @Override
  public synchronized void setInvocationCount(int invocationCount) {
    trainer.setInvocationCount(invocationCount);
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
