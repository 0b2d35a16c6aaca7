package io.github.zlpr.trainer.linear;

import io.github.zlpr.trainer.rule.CutSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
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
            .map(
                file ->
                    new Checkpoint(
                        file,
                        TrainingFingerprint.of(settings, seed, featureMap, labels, examples)));
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
    choice.cut().applyTo(weights, new MeanScore(examples), threshold, examples.biasValue());
    return new Result(weights, examples.biasValue(), kept, choice);
  }

  private Choice choose(double[] start, int epochs) {
    Optional<CutSearch> cutSearch =
        Double.isFinite(threshold) ? settings.cutSearch() : Optional.empty();
    boolean choosesRate = settings.learningRate == 0.0;
    if (examples.size() < 2 || (!choosesRate && cutSearch.isEmpty())) {
      double rate = choosesRate ? RateSearch.FIRST : settings.learningRate;
      return new Choice(rate, epochs, Cut.NONE, List.of());
    }
    HeldOutTrials trials = new HeldOutTrials(settings, examples, start, epochs, seed);
    Checkpoint.Choices done =
        checkpoint.map(Checkpoint::choices).orElseGet(Checkpoint.Choices::none);
    double rate = settings.learningRate;
    List<RateSearch.Trial> tried = new ArrayList<>(done.tried());
    if (choosesRate) {
      tried.forEach(this::tell);
      RateSearch.Result found =
          RateSearch.search(
              rates -> values(rates, trials, tried),
              settings.validationMetric().lead(1.0, 0.0) > 0.0);
      rate = found.rate();
      tried.clear();
      tried.addAll(found.trials());
      log("chose learning rate %s", rate);
    }
    Cut cut = done.cut();
    if (cutSearch.isPresent() && cut.values().length == 0) {
      cut = trials.cut(rate, cutSearch.get());
      Checkpoint.Choices all = new Checkpoint.Choices(tried, cut);
      checkpoint.ifPresent(file -> file.save(all));
    }
    return new Choice(rate, epochs, cut, List.copyOf(tried));
  }

  /** Tries rates, but for those tried before. */
  private List<Double> values(
      List<Double> rates, HeldOutTrials trials, List<RateSearch.Trial> tried) {
    List<Double> open = rates.stream().filter(rate -> find(rate, tried).isEmpty()).toList();
    if (!open.isEmpty()) {
      List<RateSearch.Trial> measured = trials.measure(open);
      tried.addAll(measured);
      checkpoint.ifPresent(file -> file.save(new Checkpoint.Choices(tried, Cut.NONE)));
      measured.forEach(this::tell);
    }
    return rates.stream().map(rate -> find(rate, tried).orElseThrow().value()).toList();
  }

  private static Optional<RateSearch.Trial> find(double rate, List<RateSearch.Trial> tried) {
    return tried.stream().filter(trial -> trial.rate() == rate).findFirst();
  }

  private void tell(RateSearch.Trial trial) {
    log(
        "learning rate %s: %s %.5f on examples held out",
        trial.rate(), settings.validationMetric, trial.value());
    listener.rateTried(trial);
  }

  private void log(String message, Object... values) {
    if (settings.loggingInterval >= 0.0) {
      logger.info(String.format(Locale.ROOT, message, values));
    }
  }
}
