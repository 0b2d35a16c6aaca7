package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Sha256;
import io.github.zlpr.trainer.rule.CutSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.VariableInfo;
import org.tribuo.multilabel.MultiLabel;

/** From compressed rows to weights: chooses what is not given, trains, and shifts the biases. */
final class LinearFit {
  private static final Logger logger = Logger.getLogger(LinearFit.class.getName());

  private final LinearMultiLabelTrainer settings;
  private final CompressedRows examples;
  private final long seed;
  private final Optional<Checkpoint> checkpoint;
  private final TrainingListener listener;
  private final double threshold;

  /**
   * A fit.
   *
   * @param settings the trainer, for its properties.
   * @param examples the examples.
   * @param seed the seed of this training.
   * @param featureMap the features' names, for the checkpoint's fingerprint.
   * @param labels the labels' names, likewise.
   * @param listener is told how it goes.
   */
  LinearFit(
      LinearMultiLabelTrainer settings,
      CompressedRows examples,
      long seed,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> labels,
      TrainingListener listener) {
    this.settings = settings;
    this.examples = examples;
    this.seed = seed;
    this.listener = listener;
    threshold = RawThreshold.of(settings.objective);
    checkpoint =
        Optional.ofNullable(settings.checkpoint)
            .map(file -> new Checkpoint(file, fingerprint(featureMap, labels)));
  }

  /**
   * What came out.
   *
   * @param weights the weights.
   * @param biasValue the value of the bias in each example.
   * @param kept the number of weights to keep, 0 if their number was not looked for.
   * @param choice what was chosen.
   */
  record Result(FeatureMajorWeights weights, float biasValue, long kept, Choice choice) {}

  /** Trains. */
  Result run() {
    double[] start =
        settings.startsFromPrior()
            ? Prior.of(
                settings.objective, examples.targets(), examples.weights(), examples.labelCount())
            : new double[examples.labelCount()];
    LinearTraining training = new LinearTraining(settings, examples, seed, checkpoint, listener);
    Choice choice = choose(start, training.epochs());
    FeatureMajorWeights weights = training.run(start, choice);
    long kept = settings.isCompact() && settings.modelSize == 0.0 ? training.kept(weights) : 0;
    shift(weights, choice.cuts());
    return new Result(weights, examples.biasValue(), kept, choice);
  }

  private Choice choose(double[] start, int epochs) {
    Optional<CutSearch> cutSearch =
        Double.isFinite(threshold) ? settings.cutSearch() : Optional.empty();
    boolean choosesRate = settings.learningRate == 0.0;
    if (examples.size() < 2 || (!choosesRate && cutSearch.isEmpty())) {
      double rate = choosesRate ? RateSearch.FIRST : settings.learningRate;
      return new Choice(rate, epochs, new double[0], List.of());
    }
    HeldOutTrials trials = new HeldOutTrials(settings, examples, start, epochs, seed, cutSearch);
    List<TriedRate> done = new ArrayList<>();
    checkpoint.ifPresent(file -> done.addAll(file.tried()));
    done.forEach(rate -> tell(rate, trials));
    if (!choosesRate) {
      double rate = settings.learningRate;
      return new Choice(rate, epochs, cuts(rate, trials, done), List.of());
    }
    RateSearch.Result found =
        RateSearch.search(
            rates ->
                measure(rates, trials.trialEpochs(), trials, done).stream()
                    .map(TriedRate::value)
                    .toList(),
            settings.validationMetric().lead(1.0, 0.0) > 0.0);
    if (settings.loggingInterval >= 0.0) {
      logger.info(String.format(Locale.ROOT, "chose learning rate %s", found.rate()));
    }
    double[] cuts = new double[0];
    if (cutSearch.isPresent()) {
      boolean isTried = trials.trialEpochs() == trials.cutEpochs();
      cuts = cuts(isTried ? found.best().rate() : found.rate(), trials, done);
    }
    return new Choice(found.rate(), epochs, cuts, found.trials());
  }

  private double[] cuts(double rate, HeldOutTrials trials, List<TriedRate> done) {
    TriedRate tried = measure(List.of(rate), trials.cutEpochs(), trials, done).get(0);
    if (Double.isNaN(tried.value())) {
      throw new IllegalStateException(
          "the loss is not finite at the learning rate " + rate + "; give a lower learningRate");
    }
    return tried.cuts();
  }

  /** Tries rates, but for those done before. */
  private List<TriedRate> measure(
      List<Double> rates, int trialEpochs, HeldOutTrials trials, List<TriedRate> done) {
    List<Double> open =
        rates.stream().filter(rate -> find(rate, trialEpochs, done).isEmpty()).toList();
    if (!open.isEmpty()) {
      List<TriedRate> tried = trials.measure(open, trialEpochs);
      done.addAll(tried);
      checkpoint.ifPresent(file -> file.save(done));
      tried.forEach(rate -> tell(rate, trials));
    }
    return rates.stream().map(rate -> find(rate, trialEpochs, done).orElseThrow()).toList();
  }

  private static Optional<TriedRate> find(double rate, int epochs, List<TriedRate> done) {
    return done.stream()
        .filter(tried -> tried.rate() == rate && tried.epochs() == epochs)
        .findFirst();
  }

  /** Tells what a rate gave; the trial that finds the cuts says nothing new about the rate. */
  private void tell(TriedRate tried, HeldOutTrials trials) {
    if (settings.learningRate > 0.0 || tried.epochs() != trials.trialEpochs()) {
      return;
    }
    if (settings.loggingInterval >= 0.0) {
      logger.info(
          String.format(
              Locale.ROOT,
              "learning rate %s, %d epochs: %s %.5f on examples held out",
              tried.rate(),
              tried.epochs(),
              settings.validationMetric,
              tried.value()));
    }
    listener.rateTried(tried.trial());
  }

  /** Moves the cuts to the loss's threshold. */
  private void shift(FeatureMajorWeights weights, double[] cuts) {
    if (cuts.length == 0) {
      return;
    }
    float[] biases = new float[weights.labels()];
    int row = weights.rows() - 1;
    weights.getRow(row, biases);
    for (int l = 0; l < biases.length; l++) {
      biases[l] -= (float) ((cuts[l] - threshold) / examples.biasValue());
    }
    weights.setRow(row, biases);
  }

  /** What determines the bits of the weights: configuration, seed, names and data. */
  private byte[] fingerprint(
      ImmutableFeatureMap featureMap, ImmutableOutputInfo<MultiLabel> labels) {
    Sha256 sha = new Sha256().add(Settings.fingerprint(settings)).add(seed);
    for (VariableInfo feature : featureMap) {
      sha.add(feature.getName());
    }
    for (int label = 0; label < examples.labelCount(); label++) {
      sha.add(labels.getOutput(label).getLabelString());
    }
    for (int example = 0; example < examples.size(); example++) {
      sha.add(Double.doubleToLongBits(examples.weight(example)));
      for (int k = examples.start(example); k < examples.end(example); k++) {
        sha.add(
            ((long) examples.features()[k] << 32)
                | (Float.floatToIntBits(examples.values()[k]) & 0xFFFFFFFFL));
      }
      for (int target : examples.targets(example).ids()) {
        sha.add(target);
      }
      if (examples.targets(example).values() != null) {
        for (double value : examples.targets(example).values()) {
          sha.add(Double.doubleToLongBits(value));
        }
      }
    }
    return sha.bytes();
  }
}
