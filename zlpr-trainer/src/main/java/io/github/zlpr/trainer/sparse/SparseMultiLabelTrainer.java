package io.github.zlpr.trainer.sparse;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.WithoutEffect;
import io.github.zlpr.eval.metric.Metrics;
import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.linear.RawThreshold;
import io.github.zlpr.trainer.linear.TrainingFingerprint;
import io.github.zlpr.trainer.linear.TrainingHistory;
import io.github.zlpr.trainer.linear.TrainingListener;
import io.github.zlpr.trainer.linear.TrainingSeeds;
import io.github.zlpr.trainer.model.CompactFeatureMap;
import io.github.zlpr.trainer.model.CompactLinearModel;
import io.github.zlpr.trainer.model.FeatureScales;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains linear models of thousands to hundreds of thousands of labels.
 *
 * <p>A dense model has a weight for each feature and label, and nearly all of them say nothing.
 * Here a pair of a feature and a label has a weight if the two occur together more often or less
 * often than chance has it ({@link LabelPairs}); all other weights are 0. The loss is that of the
 * dense trainer, exactly, over all labels: those whose weights an example does not touch have the
 * score of their bias, and one running sum stands for all of them ({@link ListedLoss}).
 *
 * <ul>
 *   <li>Time: for each example, the number of its features' pairs; for each block of examples, the
 *       number of labels. Memory: 8 bytes for each pair, 8 for each feature value, 40 for each
 *       label; nothing of the size of labels × features or labels × examples.
 *   <li>Losses: {@link ZLPR}, {@code SoftmaxCrossEntropy}, {@code WeightedBinaryCrossEntropy} with
 *       one weight, Tribuo's {@code BinaryCrossEntropy}. Others are refused.
 *   <li>Features are weighted by their inverse document frequency, and examples scaled to norm 1,
 *       in training and in the model ({@link FeatureScales}), unless {@code tfIdf} is false.
 *   <li>Steps are plain, and larger for rare labels where that ranks better ({@link LabelFactors}).
 *       Steps that adapt to each weight reach a lower loss and worse rankings here.
 *   <li>Biases start from the frequencies of the labels ({@link BiasPrior}).
 *   <li>The learning rate is chosen on held-out training examples, unless it is given, and so is
 *       {@code labelPower} ({@link StepSearch}).
 *   <li>Scores are cut where a thousand examples that are held out have the best micro-F1: the cut
 *       is subtracted from the biases, so that the rule of the loss holds ({@code cut}).
 *   <li>The weights depend on configuration, data and invocation count only, not on the number of
 *       threads or the JVM, except for Tribuo's own objective's rule of prediction.
 *   <li>Example weights multiply the gradient. Soft targets are the scores of the labels.
 * </ul>
 *
 * The model is a {@link CompactLinearModel}: its weights are rounded to a byte.
 */
public final class SparseMultiLabelTrainer implements Trainer<MultiLabel>, WeightedExamples {

  @Config(description = "The loss: ZLPR, SoftmaxCrossEntropy or a binary cross-entropy.")
  MultiLabelObjective objective = new ZLPR();

  /** With so many examples trained on in all, large data have learned what there is. */
  private static final double PASSES = 1_400_000.0;

  private static final String AUTOMATIC = "automatic";
  private static final String NO_CUT = "none";
  private static final int FEWEST_EPOCHS = 4;
  private static final int MOST_EPOCHS = 10;

  @Config(
      description =
          "The number of passes over the training examples; 0 for 4 to 10, the fewer the more"
              + " examples there are.")
  int epochs = 0;

  @Config(
      description =
          "First learning rate, relative to the norm of a typical example, falling linearly to 0;"
              + " 0 to choose it on held-out training examples.")
  double learningRate = 0.0;

  @Config(
      description =
          "How much larger the steps of rare labels are: those of a label on n examples are"
              + " multiplied by (20 / n)^labelPower; -1 to choose 0 or 0.5 on held-out training"
              + " examples if the learning rate is chosen, and 0.5 if it is given.")
  double labelPower = -1.0;

  @Config(description = "First size of the steps of the biases, above 0.")
  double biasRate = 0.3;

  @Config(
      description =
          "A feature and a label get a weight if knowing how often they meet, in place of how often"
              + " they would by chance, gains so much log-likelihood and 0.003 more for each example"
              + " with the feature; 0 for all that meet.")
  double evidence = 0.5;

  @Config(description = "Fewest examples in which a feature and a label meet, at least 1.")
  int minTogether = 1;

  @Config(
      description =
          "Multiply features by their inverse document frequency and scale each example to norm 1,"
              + " in the model too.")
  boolean tfIdf = true;

  @Config(description = "The number of threads, 0 for one per core; has no effect on the weights.")
  @WithoutEffect
  int threads = 0;

  @Config(description = "Seed of order and held-out part.")
  long seed = Trainer.DEFAULT_SEED;

  @Config(
      description =
          "Share of the examples held out to find the best epoch, at least 0 and below 1; with 0"
              + " the last epoch's weights are taken.")
  double validationFraction = 0.0;

  @Config(description = "Stop after this many epochs without a better validation metric.")
  int patience = 3;

  @Config(
      description =
          "Metric of held-out examples: LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k.")
  String validationMetric = "nDCG@5";

  @Config(
      description =
          "MicroF1 to cut the scores where sets of examples held out are best by it: those of"
              + " validationFraction, or one in 20, at most 1000; none for the loss's own threshold;"
              + " automatic, MicroF1 if the learning rate is chosen, else none.")
  String cut = AUTOMATIC;

  @Config(description = "Fewest seconds between two log lines, negative for none.")
  @WithoutEffect
  double loggingInterval = 1.0;

  @Config(description = "File for the state after each epoch, from which a killed run goes on.")
  @WithoutEffect
  Path checkpoint = null;

  private TrainingListener listener = progress -> {};
  private TrainingSeeds seeds;

  /** A trainer with the default configuration. */
  public SparseMultiLabelTrainer() {
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public synchronized void postConfig() {
    ListedLoss.of(objective);
    Settings.check(epochs >= 0, "epochs", epochs, "at least 0");
    Settings.check(
        learningRate >= 0.0 && Double.isFinite(learningRate),
        "learningRate",
        learningRate,
        "finite and at least 0");
    Settings.check(
        labelPower == -1.0 || (labelPower >= 0.0 && Double.isFinite(labelPower)),
        "labelPower",
        labelPower,
        "-1 or at least 0");
    Settings.checkPositive("biasRate", biasRate);
    Settings.check(
        evidence >= 0.0 && Double.isFinite(evidence), "evidence", evidence, "at least 0");
    Settings.checkCount("minTogether", minTogether);
    Settings.check(threads >= 0, "threads", threads, "at least 0");
    Settings.check(
        validationFraction >= 0.0 && validationFraction < 1.0,
        "validationFraction",
        validationFraction,
        "at least 0 and below 1");
    Settings.checkCount("patience", patience);
    Settings.check(!Double.isNaN(loggingInterval), "loggingInterval", loggingInterval, "a number");
    Settings.check(
        Set.of(AUTOMATIC, NO_CUT, CommonCut.METRIC).contains(cut),
        "cut",
        cut,
        AUTOMATIC + ", " + NO_CUT + " or " + CommonCut.METRIC);
    validationMetric();
    seeds = new TrainingSeeds(seed);
  }

  RankingMetric validationMetric() {
    return Metrics.standard().configured("validationMetric", validationMetric, RankingMetric.class);
  }

  /**
   * This trainer with another loss.
   *
   * @param objective the loss.
   * @return a new trainer.
   * @throws PropertyException if it cannot be computed exactly from few labels.
   */
  public SparseMultiLabelTrainer withObjective(MultiLabelObjective objective) {
    return with(copy -> copy.objective = objective);
  }

  /**
   * This trainer with another number of epochs.
   *
   * @param epochs the number of passes over the training examples, 0 to choose by their number.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SparseMultiLabelTrainer withEpochs(int epochs) {
    return with(copy -> copy.epochs = epochs);
  }

  /**
   * This trainer with another learning rate.
   *
   * @param learningRate the first learning rate, 0 to choose it.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SparseMultiLabelTrainer withLearningRate(double learningRate) {
    return with(copy -> copy.learningRate = learningRate);
  }

  /**
   * This trainer with other steps for rare labels.
   *
   * @param labelPower the power, -1 to choose it.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SparseMultiLabelTrainer withLabelPower(double labelPower) {
    return with(copy -> copy.labelPower = labelPower);
  }

  /**
   * This trainer with another number of pairs.
   *
   * @param evidence the log-likelihood that a pair of a feature and a label must gain, 0 for all
   *     pairs that meet.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SparseMultiLabelTrainer withEvidence(double evidence) {
    return with(copy -> copy.evidence = evidence);
  }

  /**
   * This trainer with another number of threads, which changes no weight.
   *
   * @param threads the number of threads, 0 for one per core.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SparseMultiLabelTrainer withThreads(int threads) {
    return with(copy -> copy.threads = threads);
  }

  private SparseMultiLabelTrainer with(Consumer<SparseMultiLabelTrainer> change) {
    SparseMultiLabelTrainer copy = new SparseMultiLabelTrainer();
    Settings.copy(this, copy);
    copy.listener = listener;
    change.accept(copy);
    copy.postConfig();
    return copy;
  }

  /**
   * The number of epochs for so many examples.
   *
   * @param examples the number of examples trained on.
   * @return at least 1.
   */
  public int epochCount(int examples) {
    return epochs > 0
        ? epochs
        : (int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.round(PASSES / examples)));
  }

  /** Whether the scores are cut where that is best on examples held out. */
  boolean findsCut() {
    return (cut.equals(CommonCut.METRIC) || (cut.equals(AUTOMATIC) && learningRate == 0.0))
        && Double.isFinite(RawThreshold.of(objective));
  }

  int threadCount() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * Sets who is told how trainings go. It is no property, and does not change the weights.
   *
   * @param listener called after each epoch of each training.
   */
  public synchronized void setListener(TrainingListener listener) {
    this.listener = Objects.requireNonNull(listener);
  }

  @Override
  public Model<MultiLabel> train(
      Dataset<MultiLabel> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  /**
   * Trains a model.
   *
   * @param examples the examples.
   * @param runProvenance provenance of the run, to be added to the model's.
   * @param invocationCount the number of trainings before this one, or {@link
   *     #INCREMENT_INVOCATION_COUNT}.
   * @return a {@link CompactLinearModel}.
   * @throws IllegalArgumentException if there is no example or no label, or if an example has an
   *     unknown output, or a value or target that training cannot use.
   * @throws IllegalStateException if there are too many pairs, a loss is not finite, or the
   *     checkpoint is not that of this training.
   */
  @Override
  public Model<MultiLabel> train(
      Dataset<MultiLabel> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    CompressedRows.requireTrainable(examples);
    TrainerProvenance trainerProvenance;
    TrainingListener progressListener;
    long trainingSeed;
    synchronized (this) {
      if (invocationCount != INCREMENT_INVOCATION_COUNT) {
        setInvocationCount(invocationCount);
      }
      trainerProvenance = getProvenance();
      progressListener = TrainingHistory.begin(listener, validationMetric);
      trainingSeed = seeds.next();
    }
    ImmutableOutputInfo<MultiLabel> labels = examples.getOutputIDInfo();
    ImmutableFeatureMap featureMap = CompactFeatureMap.of(examples);
    CompressedRows rows = new CompressedRows(examples, featureMap, labels);
    FeatureScales scales =
        tfIdf
            ? FeatureScales.inverseDocumentFrequency(rows.featureCounts(), rows.size())
            : FeatureScales.NONE;
    Optional<SparseCheckpoint> state =
        Optional.ofNullable(checkpoint)
            .map(
                file ->
                    new SparseCheckpoint(
                        file,
                        TrainingFingerprint.of(this, trainingSeed, featureMap, labels, rows)));
    PairWeights weights =
        new SparseTraining(this, rows.scaled(scales), trainingSeed, state, progressListener).run();
    ModelProvenance provenance =
        new ModelProvenance(
            CompactLinearModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            examples.getProvenance(),
            trainerProvenance,
            runProvenance);
    CompactLinearModel model =
        new CompactLinearModel(
            "sparse-linear-model",
            provenance,
            featureMap,
            labels,
            objective.isProbabilistic(),
            weights.compact(),
            weights.biases,
            objective.getNormalizer(),
            objective.threshold());
    return model.withScales(scales);
  }

  @Override
  public synchronized int getInvocationCount() {
    return seeds.count();
  }

  @Override
  public synchronized void setInvocationCount(int invocationCount) {
    seeds.setCount(invocationCount);
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
