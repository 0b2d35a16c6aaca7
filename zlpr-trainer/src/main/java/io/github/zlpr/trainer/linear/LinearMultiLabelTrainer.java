package io.github.zlpr.trainer.linear;

import static io.github.zlpr.core.Settings.check;
import static io.github.zlpr.core.Settings.checkCount;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.WithoutEffect;
import io.github.zlpr.eval.metric.Metrics;
import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.model.CompactFeatureMap;
import io.github.zlpr.trainer.model.CompactLinearModel;
import io.github.zlpr.trainer.model.WeightDigest;
import io.github.zlpr.trainer.rule.CutSearch;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
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
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains linear multi-label models, close to the limit of the machine.
 *
 * <p>It does the job of Tribuo's {@code LinearSGDTrainer} and makes the same {@link
 * LinearSGDModel}, which loads and predicts without this project's jars.
 *
 * <p>How, with D features, L labels and k features in an example:
 *
 * <ul>
 *   <li>Weights are floats, one contiguous row of L for each feature ({@link FeatureMajorWeights}).
 *       An example costs k rows to score and k rows to update, O(kL) for both, in SIMD loops.
 *   <li>Examples are compressed sparse rows, made once ({@link CompressedRows}): 8 bytes for each
 *       feature value.
 *   <li>Adaptive steps with D + L numbers of state, not D × L ({@link FactoredAdaGrad}).
 *   <li>Small components of a gradient are thinned out without changing their expected value
 *       ({@link GradientSparsification}).
 *   <li>Threads own label columns, so that any number of them gives the same bits ({@link
 *       GradientDescent}).
 *   <li>The learning rate is relative to the norm of a typical example and falls linearly to 0
 *       ({@link Rates}), so that one range of rates serves binary, unit-norm and standardised
 *       features.
 * </ul>
 *
 * There is nothing to tune. By default it chooses, the same for any number of threads:
 *
 * <ul>
 *   <li>The learning rate, by LRAP (or another validation metric) on examples held out ({@link
 *       RateSearch}, {@link HeldOutTrials}). The best rate is 0.05 on corel5k and 0.4 on medical;
 *       at 0.2, corel5k loses four points of LRAP.
 *   <li>The cut, by micro-F1 on examples held out: the one that predicts as many labels as are true
 *       if that is nearly the best, the same for all examples or one that follows the mean score of
 *       the example ({@link CutSearch}, {@link Cut}). On bibtex that takes micro-F1 from 0.41 to
 *       0.48. Rankings stay as they are, and the model stays a plain {@link LinearSGDModel}.
 * </ul>
 *
 * It does 12 to 32 epochs. With its best rate, a training of 16 ranked as well as one of up to 200
 * on emotions, scene, yeast, medical and corel5k; on bibtex and delicious, 32 ranked better by
 * 0.001 and 0.002 than 16; on WordNet, 12 ranked as well as 16.
 *
 * <p>Biases start from zero. A start from the ones that are best without features ({@link Prior})
 * ranks as well, but worse on medical, by 0.004, and better on WordNet, by 0.001. With a cut that
 * follows the mean score, its sets are as good on bibtex, but worse on medical and delicious. With
 * a cut that is the same for all examples, as compact models have it, they are better on bibtex,
 * medical and WordNet, and worse on delicious; so compact models start there.
 *
 * <p>With a learning rate given, it leaves the cut to the loss, unless {@code cut} says otherwise.
 * The figures are from {@code DefaultsBenchmark} and from runs with fixed rates on the data sets of
 * Mulan and WordNet, with ZLPR.
 *
 * <p>Memory: 4 D L bytes of weights while training, 8 D L with early stopping, and 17 bytes for
 * each pair of an example held out and a label while choosing, at most 285 MB; the trials of few
 * labels run in parallel, each with weights of its own, as many as fit into half of the memory;
 * when Tribuo's model is made, its 8 D L bytes besides 4 D L.
 *
 * <p>The weights depend on configuration, data and invocation count only: not on threads,
 * repetitions, checkpoints or the JVM. That holds for the losses of this project; one that calls
 * {@link Math#exp}, as Tribuo's {@code BinaryCrossEntropy} does, may give other bits on another
 * JVM. {@link WeightDigest} tells whether two models are the same.
 *
 * <ul>
 *   <li>Example weights multiply the gradient. Soft targets are the scores of the labels.
 *   <li>Values that are not finite floats, targets outside [0, 1] and losses that are not finite
 *       end the training, with the number of the example in the data set, from 0.
 *   <li>With one example only, nothing is held out: the rate is 0.1 and nothing is cut.
 *   <li>A loss that only ranks, without a threshold, is not cut.
 *   <li>{@code checkpoint} names a file for one training at a time. It is refused if it comes from
 *       another one, and deleted when the training has finished.
 * </ul>
 */
public final class LinearMultiLabelTrainer implements Trainer<MultiLabel>, WeightedExamples {
  private static final String TRIBUO = "tribuo";
  private static final String COMPACT = "compact";

  /** The fewest epochs if the learning rate is given. */
  private static final int FEWEST_EPOCHS = 16;

  /** The number of epochs of n examples is this divided by n^⅔, if that is more. */
  private static final double EPOCHS_OF_ONE = 10_000.0;

  /** The fewest epochs with a chosen learning rate. */
  private static final int FEWEST_CHOSEN = 12;

  /** The most epochs with a chosen learning rate. */
  private static final int MOST_EPOCHS = 32;

  /** So many gradients are enough with a chosen learning rate. */
  private static final int STEPS = 400_000;

  private static final String AUTOMATIC = "automatic";
  private static final String PRIOR = "prior";
  private static final String ZERO = "zero";

  private static final String DEFAULT_CUT = "MicroF1";

  /** The cut of the loss itself. */
  private static final String NO_CUT = "none";

  @Config(description = "The loss: a MultiLabelLoss, or any Tribuo MultiLabelObjective (slower).")
  MultiLabelObjective objective = new ZLPR();

  @Config(
      description =
          "The number of passes over the n training examples; 0 for 400000/n, from 12 to 32, if the"
              + " learning rate is chosen, else for 10000/n^⅔ and at least 16.")
  int epochs = 0;

  @Config(
      description =
          "First learning rate, relative to the norm of a typical example; it falls linearly to 0."
              + " 0 to choose it on examples held out.")
  double learningRate = 0.0;

  @Config(
      description =
          "Where the biases start: zero; prior, at the best ones without features; or automatic, the"
              + " prior for a compact model whose learning rate is chosen, else zero.")
  String start = AUTOMATIC;

  @Config(
      description =
          "Metric of predicted sets by which the scores are cut, on examples held out: MicroF1,"
              + " MacroF1, SamplesF1, Jaccard, SubsetAccuracy or HammingLoss; none for the loss's"
              + " own threshold; automatic, MicroF1 if the learning rate is chosen, else none.")
  String cut = AUTOMATIC;

  @Config(description = "Whether each label gets a cut of its own, for MacroF1; else all get one.")
  boolean cutPerLabel = false;

  @Config(description = "The number of examples scored with the same weights, at least 1.")
  int minibatchSize = 16;

  @Config(
      description =
          "Strength of the penalty l2/2 times the squared norm of the weights, bias excluded, per"
              + " example; at least 0.")
  double l2 = 0.0;

  @Config(
      description =
          "Components of a gradient below it are thinned out at random, unchanged on average; at"
              + " least 0.")
  double gradientCutoff = 1e-2;

  @Config(description = "The number of threads, 0 for one per core; has no effect on the weights.")
  @WithoutEffect
  int threads = 0;

  @Config(description = "Seed of order, held-out part and thinning.")
  long seed = Trainer.DEFAULT_SEED;

  @Config(description = "Shuffle the examples before each epoch. Only turn off for debugging.")
  boolean shuffle = true;

  @Config(
      description =
          "Share of the examples held out to find the best epoch, at least 0 and below 1; with 0"
              + " the last epoch's weights are taken.")
  double validationFraction = 0.0;

  @Config(description = "Stop after this many epochs without a better validation metric.")
  int patience = 3;

  @Config(
      description =
          "Metric of the held-out part: LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k.")
  String validationMetric = "LRAP";

  @Config(
      description =
          "tribuo for a model that loads on plain Tribuo, with all weights; compact for one of few"
              + " weights of one byte each.")
  String model = TRIBUO;

  @Config(
      description =
          "Largest size of a compact model's file in MB, which keeps the largest weights; 0 for as"
              + " few weights as the examples held out allow.")
  double modelSize = 0.0;

  @Config(description = "Fewest seconds between two log lines, negative for none.")
  @WithoutEffect
  double loggingInterval = 1.0;

  @Config(description = "File for the state after each epoch, from which a killed run goes on.")
  @WithoutEffect
  Path checkpoint = null;

  private TrainingListener listener = progress -> {};
  private TrainingSeeds seeds;

  /** A trainer with the default configuration. */
  public LinearMultiLabelTrainer() {
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public synchronized void postConfig() {
    check(objective != null, "objective", objective, "given");
    check(epochs >= 0, "epochs", epochs, "at least 0");
    check(isNotNegative(learningRate), "learningRate", learningRate, "finite and at least 0");
    check(
        Set.of(AUTOMATIC, PRIOR, ZERO).contains(start),
        "start",
        start,
        AUTOMATIC + ", " + PRIOR + " or " + ZERO);
    check(
        Set.of(AUTOMATIC, NO_CUT).contains(cut) || CutSearch.isMetric(cut),
        "cut",
        cut,
        AUTOMATIC + ", " + NO_CUT + " or one of " + CutSearch.metrics());
    checkCount("minibatchSize", minibatchSize);
    check(isNotNegative(l2), "l2", l2, "finite and at least 0");
    check(isNotNegative(gradientCutoff), "gradientCutoff", gradientCutoff, "finite and at least 0");
    check(threads >= 0, "threads", threads, "at least 0");
    check(
        validationFraction >= 0.0 && validationFraction < 1.0,
        "validationFraction",
        validationFraction,
        "at least 0 and below 1");
    checkCount("patience", patience);
    check(!Double.isNaN(loggingInterval), "loggingInterval", loggingInterval, "a number");
    validationMetric();
    check(List.of(TRIBUO, COMPACT).contains(model), "model", model, "tribuo or compact");
    check(isNotNegative(modelSize), "modelSize", modelSize, "finite and at least 0");
    check(
        model.equals(TRIBUO) || modelSize > 0.0 || validationFraction > 0.0,
        "model",
        model,
        "tribuo, unless modelSize or validationFraction says which weights to keep");
    seeds = new TrainingSeeds(seed);
  }

  RankingMetric validationMetric() {
    return Metrics.standard().configured("validationMetric", validationMetric, RankingMetric.class);
  }

  /** Finds the cuts, if any are asked for. */
  Optional<CutSearch> cutSearch() {
    if (cut.equals(NO_CUT) || (cut.equals(AUTOMATIC) && learningRate > 0.0)) {
      return Optional.empty();
    }
    return Optional.of(new CutSearch(cut.equals(AUTOMATIC) ? DEFAULT_CUT : cut, cutPerLabel));
  }

  boolean startsFromPrior() {
    return start.equals(PRIOR) || (start.equals(AUTOMATIC) && isCompact() && learningRate == 0.0);
  }

  int threadCount() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * The number of epochs.
   *
   * @param examples the number n of training examples.
   * @return the number given, or the default for so many examples.
   */
  public int epochCount(int examples) {
    if (epochs > 0) {
      return epochs;
    }
    if (learningRate == 0.0) {
      return Math.max(FEWEST_CHOSEN, Math.min(MOST_EPOCHS, STEPS / examples));
    }
    double root = StrictMath.cbrt(examples);
    return (int) Math.max(FEWEST_EPOCHS, Math.ceil(EPOCHS_OF_ONE / (root * root)));
  }

  private static boolean isNotNegative(double value) {
    return value >= 0.0 && Double.isFinite(value);
  }

  /**
   * This trainer with another loss.
   *
   * @param objective the loss.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withObjective(MultiLabelObjective objective) {
    return with(copy -> copy.objective = objective);
  }

  /**
   * This trainer with another number of epochs.
   *
   * @param epochs the number of passes over the training examples, 0 to choose by their number.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withEpochs(int epochs) {
    return with(copy -> copy.epochs = epochs);
  }

  /**
   * This trainer with another learning rate.
   *
   * @param learningRate the first learning rate, 0 to choose it.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withLearningRate(double learningRate) {
    return with(copy -> copy.learningRate = learningRate);
  }

  /**
   * This trainer with another start of the biases.
   *
   * @param start prior, zero or automatic.
   * @return a new trainer.
   * @throws PropertyException if the value is none of these.
   */
  public LinearMultiLabelTrainer withStart(String start) {
    return with(copy -> copy.start = start);
  }

  /**
   * This trainer with another metric to cut the scores by.
   *
   * @param cut the metric, none or automatic.
   * @return a new trainer.
   * @throws PropertyException if there is no such metric.
   */
  public LinearMultiLabelTrainer withCut(String cut) {
    return with(copy -> copy.cut = cut);
  }

  /**
   * This trainer with one cut for all labels, or one for each.
   *
   * @param cutPerLabel whether each label gets its own.
   * @return a new trainer.
   */
  public LinearMultiLabelTrainer withCutPerLabel(boolean cutPerLabel) {
    return with(copy -> copy.cutPerLabel = cutPerLabel);
  }

  /**
   * This trainer with another minibatch size.
   *
   * @param minibatchSize the number of examples scored with the same weights, at least 1.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withMinibatchSize(int minibatchSize) {
    return with(copy -> copy.minibatchSize = minibatchSize);
  }

  /**
   * This trainer with another penalty.
   *
   * @param l2 the strength of the penalty, at least 0.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withL2(double l2) {
    return with(copy -> copy.l2 = l2);
  }

  /**
   * This trainer with another cutoff of small gradients.
   *
   * @param gradientCutoff components of a gradient below it are thinned out, at least 0.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withGradientCutoff(double gradientCutoff) {
    return with(copy -> copy.gradientCutoff = gradientCutoff);
  }

  /**
   * This trainer with another number of threads, which changes no weight.
   *
   * @param threads the number of threads, 0 for one per core.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withThreads(int threads) {
    return with(copy -> copy.threads = threads);
  }

  /**
   * This trainer with another seed.
   *
   * @param seed the seed.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withSeed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /**
   * This trainer with another order of the examples.
   *
   * @param shuffle whether to shuffle the examples before each epoch.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withShuffle(boolean shuffle) {
    return with(copy -> copy.shuffle = shuffle);
  }

  /**
   * This trainer with another share of examples held out for early stopping.
   *
   * @param validationFraction the share, at least 0 and below 1; 0 for no early stopping.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withValidationFraction(double validationFraction) {
    return with(copy -> copy.validationFraction = validationFraction);
  }

  /**
   * This trainer with other patience.
   *
   * @param patience the number of epochs without a better metric to stop after, at least 1.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withPatience(int patience) {
    return with(copy -> copy.patience = patience);
  }

  /**
   * This trainer with another metric of the examples held out.
   *
   * @param validationMetric LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withValidationMetric(String validationMetric) {
    return with(copy -> copy.validationMetric = validationMetric);
  }

  /**
   * This trainer with compact models of a size.
   *
   * @param megabytes the largest size of a model's file; 0 for as few weights as the examples held
   *     out allow.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range, or is 0 and no examples are held out.
   */
  public LinearMultiLabelTrainer withCompactModels(double megabytes) {
    return with(
        copy -> {
          copy.model = COMPACT;
          copy.modelSize = megabytes;
        });
  }

  /**
   * This trainer with another interval between log lines.
   *
   * @param loggingInterval the fewest seconds between two log lines, negative for none.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withLoggingInterval(double loggingInterval) {
    return with(copy -> copy.loggingInterval = loggingInterval);
  }

  /**
   * This trainer with a checkpoint.
   *
   * @param checkpoint the file for the state after each epoch, null for none.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public LinearMultiLabelTrainer withCheckpoint(Path checkpoint) {
    return with(copy -> copy.checkpoint = checkpoint);
  }

  /**
   * This trainer with another listener. It is no property, and does not change the weights.
   *
   * @param listener called after each epoch of each training.
   * @return a new trainer.
   */
  public LinearMultiLabelTrainer withListener(TrainingListener listener) {
    Objects.requireNonNull(listener);
    return with(copy -> copy.listener = listener);
  }

  private LinearMultiLabelTrainer with(Consumer<LinearMultiLabelTrainer> change) {
    LinearMultiLabelTrainer copy = new LinearMultiLabelTrainer();
    Settings.copy(this, copy);
    copy.listener = listener;
    change.accept(copy);
    copy.postConfig();
    return copy;
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
   * @return a {@link LinearSGDModel}, or a {@link CompactLinearModel} if {@code model} is compact.
   * @throws IllegalArgumentException if there is no example or no label, or if an example has an
   *     unknown output, or a value or target that training cannot use.
   * @throws IllegalStateException if the weights do not fit into memory, a loss is not finite, or
   *     the checkpoint is not that of this training.
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
    new WeightMemory(
            featureCount(examples),
            labels.size(),
            validationFraction > 0.0 ? 2 : 1,
            !isCompact(),
            learningRate == 0.0 || cutSearch().isPresent()
                ? HeldOutTrials.pairs(examples.size(), labels.size())
                : 0)
        .require(Runtime.getRuntime().maxMemory());
    LinearFit.Result fit = fit(examples, trainingSeed, labels, progressListener);
    ModelProvenance provenance =
        new ModelProvenance(
            (isCompact() ? CompactLinearModel.class : LinearSGDModel.class).getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            examples.getProvenance(),
            trainerProvenance,
            fit.choice().addTo(runProvenance));
    if (isCompact()) {
      return KeptWeights.model(
          fit.weights(),
          fit.biasValue(),
          fit.kept(),
          modelSize,
          objective,
          provenance,
          featureMap(examples),
          labels);
    }
    return ModelFactory.create(
        objective, fit.weights(), fit.biasValue(), provenance, featureMap(examples), labels);
  }

  private static int featureCount(Dataset<MultiLabel> examples) {
    return examples instanceof CompressedDataset rows
        ? rows.featureCount()
        : examples.getFeatureMap().size();
  }

  /**
   * Tribuo's feature map can be a third of the weights in size, so it is not kept while training.
   * Its ids are those of the sorted names, each time it is made.
   */
  private ImmutableFeatureMap featureMap(Dataset<MultiLabel> examples) {
    return isCompact() ? CompactFeatureMap.of(examples) : examples.getFeatureIDMap();
  }

  /** A method of its own, so that all buffers of the training are gone when the model is made. */
  private LinearFit.Result fit(
      Dataset<MultiLabel> examples,
      long trainingSeed,
      ImmutableOutputInfo<MultiLabel> labels,
      TrainingListener listener) {
    return prepare(examples, trainingSeed, labels, listener).run();
  }

  private LinearFit prepare(
      Dataset<MultiLabel> examples,
      long trainingSeed,
      ImmutableOutputInfo<MultiLabel> labels,
      TrainingListener listener) {
    ImmutableFeatureMap featureMap = featureMap(examples);
    CompressedRows rows = new CompressedRows(examples, featureMap, labels);
    return new LinearFit(this, rows, trainingSeed, featureMap, labels, listener);
  }

  boolean isCompact() {
    return model.equals(COMPACT);
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
