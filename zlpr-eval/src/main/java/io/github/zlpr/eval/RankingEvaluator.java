package io.github.zlpr.eval;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.eval.metric.Coverage;
import io.github.zlpr.eval.metric.HammingLoss;
import io.github.zlpr.eval.metric.Jaccard;
import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.MacroAP;
import io.github.zlpr.eval.metric.MacroAUC;
import io.github.zlpr.eval.metric.MacroF1;
import io.github.zlpr.eval.metric.MicroAP;
import io.github.zlpr.eval.metric.MicroAUC;
import io.github.zlpr.eval.metric.MicroF1;
import io.github.zlpr.eval.metric.NdcgAtK;
import io.github.zlpr.eval.metric.OneError;
import io.github.zlpr.eval.metric.PrecisionAtK;
import io.github.zlpr.eval.metric.Propensities;
import io.github.zlpr.eval.metric.PsndcgAtK;
import io.github.zlpr.eval.metric.PspAtK;
import io.github.zlpr.eval.metric.RankingLoss;
import io.github.zlpr.eval.metric.RecallAtK;
import io.github.zlpr.eval.metric.SamplesF1;
import io.github.zlpr.eval.metric.SubsetAccuracy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * Evaluates multi-label models: by how they rank the labels, and by the sets they predict.
 *
 * <ul>
 *   <li>Of each example's ranking: {@link LRAP}, {@link RankingLoss}, {@link OneError}, {@link
 *       Coverage}, and for each cutoff k {@link PrecisionAtK P@k}, {@link RecallAtK R@k}, {@link
 *       NdcgAtK nDCG@k}, {@link PspAtK PSP@k} and {@link PsndcgAtK PSnDCG@k}.
 *   <li>Of the ranking of all pairs of an example and a label: {@link MicroAUC}, {@link MacroAUC},
 *       {@link MicroAP}, {@link MacroAP}.
 *   <li>Of the predicted sets, for company: {@link HammingLoss}, {@link SubsetAccuracy}, {@link
 *       MicroF1}, {@link MacroF1}, {@link SamplesF1}, {@link Jaccard}.
 * </ul>
 *
 * <p>Scores and predicted sets are those of {@link Model#predict}. Tribuo's {@code LinearSGDModel},
 * alone or inside a {@link LabelSelection}, is scored from its weights, to the same bits and much
 * faster, a block of examples at a time; every other model is asked for one prediction after the
 * other, of which the scores are kept, 8 bytes for each example and label.
 *
 * <p>Blocks of examples are worked on by several threads. Sums run in the order of the examples, so
 * that every value is the same to the bit for any number of threads.
 *
 * <p>Rank on raw scores where there is a choice. A sigmoid is 1.0 for every score above 37 or so,
 * which makes ties.
 *
 * <ul>
 *   <li>A label of an example is true if its {@code Label} has no score (NaN), as labels read from
 *       data usually have, or one above 0.5: a soft target is true when it is more likely than not,
 *       the rule by which ZLPR with threshold 0 predicts.
 *   <li>Examples without a true label count as each metric says; {@link
 *       RankingEvaluation#examplesWithoutLabel} tells how many there were.
 *   <li>An example without any feature that the model knows is scored by the biases.
 *   <li>Propensities come from the label counts and the number of training examples that the model
 *       holds.
 * </ul>
 *
 * All {@code evaluate} methods throw {@link IllegalArgumentException}, naming the example by its
 * number, from 0, if an example's output is unknown, has a label which the model has never seen
 * (unless {@code dropUnseenLabels} is set) or a target outside [0, 1], or if a score is NaN; and if
 * there is no example, if the model was trained on fewer than 3 examples, or if it does not score
 * every label (Tribuo's independent binary relevance and classifier chains score none).
 *
 * <p>Evaluators hold no state besides their configuration and may be used by several threads.
 */
public final class RankingEvaluator
    implements Evaluator<MultiLabel, RankingEvaluation>,
        Configurable,
        Provenancable<ConfiguredObjectProvenance> {

  @Config(description = "Cutoffs k of the metrics at k: each at least 1, none twice.")
  private int[] k = {1, 3, 5};

  @Config(
      description = "Leave out and count test labels that the model has never seen, else refuse.")
  private boolean dropUnseenLabels = false;

  @Config(description = "A of the propensities: 0.55, or 0.5 for Wikipedia, 0.6 for Amazon data.")
  private double propensityA = 0.55;

  @Config(description = "B of the propensities: 1.5, or 0.4 for Wikipedia, 2.6 for Amazon data.")
  private double propensityB = 1.5;

  @Config(description = "Number of training examples; 0 for that in the model's provenance.")
  private int trainingExamples = 0;

  @Config(description = "Number of threads; 0 for one per core.")
  private int threads = 0;

  @Config(description = "Number of bootstrap replicates for the intervals; 0 for no intervals.")
  private int bootstrap = 0;

  @Config(description = "Confidence level of the intervals.")
  private double level = 0.95;

  @Config(description = "Seed of the bootstrap.")
  private long seed = 1L;

  @Config(
      description =
          "Keep what each example adds to the metrics, for paired comparisons: 8 bytes for each"
              + " example and label.")
  private boolean keepExampleValues = false;

  /** An evaluator with the cutoffs 1, 3 and 5. */
  public RankingEvaluator() {}

  /**
   * An evaluator with the given cutoffs, that refuses labels which the model has never seen.
   *
   * @param k the cutoffs: at least one, each at least 1, none twice.
   * @throws PropertyException if the cutoffs are not such.
   */
  public RankingEvaluator(int... k) {
    this(false, k);
  }

  /**
   * An evaluator with the given cutoffs and policy for labels which the model has never seen.
   *
   * @param dropUnseenLabels whether true labels that the model has never seen are left out and
   *     counted, or refused.
   * @param k the cutoffs: at least one, each at least 1, none twice.
   * @throws PropertyException if the cutoffs are not such.
   */
  public RankingEvaluator(boolean dropUnseenLabels, int... k) {
    this.dropUnseenLabels = dropUnseenLabels;
    this.k = k.clone();
    postConfig();
  }

  private RankingEvaluator(RankingEvaluator other) {
    k = other.k;
    dropUnseenLabels = other.dropUnseenLabels;
    propensityA = other.propensityA;
    propensityB = other.propensityB;
    trainingExamples = other.trainingExamples;
    threads = other.threads;
    bootstrap = other.bootstrap;
    level = other.level;
    seed = other.seed;
    keepExampleValues = other.keepExampleValues;
  }

  /**
   * This evaluator with other propensities.
   *
   * @param a A, at least 0.
   * @param b B, above 0.
   * @param trainingExamples the number of training examples; 0 for that in the model's provenance.
   * @return a new evaluator.
   * @throws PropertyException if a value is out of range.
   */
  public RankingEvaluator withPropensities(double a, double b, int trainingExamples) {
    RankingEvaluator changed = new RankingEvaluator(this);
    changed.propensityA = a;
    changed.propensityB = b;
    changed.trainingExamples = trainingExamples;
    changed.postConfig();
    return changed;
  }

  /**
   * This evaluator with another number of threads, which changes no value.
   *
   * @param threads the number of threads; 0 for one per core.
   * @return a new evaluator.
   * @throws PropertyException if the number is negative.
   */
  public RankingEvaluator withThreads(int threads) {
    RankingEvaluator changed = new RankingEvaluator(this);
    changed.threads = threads;
    changed.postConfig();
    return changed;
  }

  /**
   * This evaluator with bootstrap intervals for every metric.
   *
   * <p>In a replicate to which a label's true examples were not drawn, {@link MacroAP} and {@link
   * MacroAUC} leave that label out, as they do with any label without a true example, and so does
   * {@link MacroF1} if it is not predicted either. With rare labels, their intervals are as much
   * about which labels there are as about how well the model does on them. Memory: 16 bytes for
   * each example and label while the evaluation runs; time: O(replicates × examples × labels).
   *
   * @param replicates the number of replicates, 1000 for example; 0 for no intervals.
   * @param level the confidence level, in (0, 1).
   * @param seed the seed.
   * @return a new evaluator.
   * @throws PropertyException if a value is out of range.
   */
  public RankingEvaluator withBootstrap(int replicates, double level, long seed) {
    RankingEvaluator changed = new RankingEvaluator(this);
    changed.bootstrap = replicates;
    changed.level = level;
    changed.seed = seed;
    changed.postConfig();
    return changed;
  }

  /**
   * This evaluator, keeping what each example adds to the metrics: what {@link PairedBootstrap}
   * needs. That is 8 bytes for each example and label, kept with the evaluation.
   *
   * @return a new evaluator.
   */
  public RankingEvaluator keepingExampleValues() {
    RankingEvaluator changed = new RankingEvaluator(this);
    changed.keepExampleValues = true;
    return changed;
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    require(
        k.length > 0
            && Arrays.stream(k).allMatch(cutoff -> cutoff >= 1)
            && Arrays.stream(k).distinct().count() == k.length,
        "k",
        "k must be one or more different cutoffs of at least 1, found " + Arrays.toString(k));
    require(
        propensityA >= 0.0 && Double.isFinite(propensityA),
        "propensityA",
        "must be at least 0, found " + propensityA);
    require(
        propensityB > 0.0 && Double.isFinite(propensityB),
        "propensityB",
        "must be above 0, found " + propensityB);
    require(
        trainingExamples >= 0, "trainingExamples", "must be at least 0, found " + trainingExamples);
    require(threads >= 0, "threads", "must be at least 0, found " + threads);
    require(bootstrap >= 0, "bootstrap", "must be at least 0, found " + bootstrap);
    require(level > 0.0 && level < 1.0, "level", "must be above 0 and below 1, found " + level);
  }

  private static void require(boolean valid, String property, String problem) {
    if (!valid) {
      throw new PropertyException("", property, problem);
    }
  }

  @Override
  public RankingEvaluation evaluate(Model<MultiLabel> model, Dataset<MultiLabel> dataset) {
    return evaluate(model, dataset, dataset.getProvenance(), (example, scores) -> {});
  }

  @Override
  public RankingEvaluation evaluate(Model<MultiLabel> model, DataSource<MultiLabel> datasource) {
    return evaluate(model, datasource, datasource.getProvenance(), (example, scores) -> {});
  }

  /**
   * Evaluates a model, and shows each example's scores to a listener in the same pass.
   *
   * @param model the model.
   * @param examples the test examples, read once.
   * @param dataProvenance where the examples come from.
   * @param listener called for each example, in order, by the calling thread.
   * @return the evaluation.
   */
  public RankingEvaluation evaluate(
      Model<MultiLabel> model,
      Iterable<Example<MultiLabel>> examples,
      DataProvenance dataProvenance,
      ScoreListener listener) {
    return evaluate(model, LabelScorer.of(model), examples, dataProvenance, listener);
  }

  /**
   * Evaluates predictions made before. It cannot be checked that they were made by the model, only
   * that they have a score for each of its labels.
   *
   * @param model the model that made the predictions.
   * @param predictions the predictions, each with its example.
   * @param dataProvenance where the examples come from.
   * @return the evaluation.
   */
  @Override
  public RankingEvaluation evaluate(
      Model<MultiLabel> model,
      List<Prediction<MultiLabel>> predictions,
      DataProvenance dataProvenance) {
    return evaluate(
        model,
        new GivenPredictions(new PredictingScorer(model), predictions),
        () -> predictions.stream().map(Prediction::getExample).iterator(),
        dataProvenance,
        (example, scores) -> {});
  }

  RankingEvaluation evaluate(
      Model<MultiLabel> model,
      LabelScorer scorer,
      Iterable<Example<MultiLabel>> examples,
      DataProvenance dataProvenance,
      ScoreListener listener) {
    ImmutableMultiLabelInfo info = (ImmutableMultiLabelInfo) model.getOutputIDInfo();
    Propensities propensities = propensities(model, info);
    MetricList metrics = new MetricList(k, propensities);
    TrueLabels truth = new TrueLabels(info, dropUnseenLabels);
    boolean isResampled = bootstrap > 0 || keepExampleValues;
    try (Workers workers = new Workers(threads)) {
      ScoringPass pass = new ScoringPass(scorer, info, metrics.ofExamples(), isResampled);
      for (Example<MultiLabel> example : examples) {
        pass.add(example, truth.read(example.getOutput()));
      }
      truth.requireSome();
      if (isResampled) {
        PairResampling.requireCountable(truth.examples(), info.size(), truth.trueLabels());
      }
      pass.run(workers, listener);
      ExampleValues values =
          ExampleValues.join(
              metrics.ofExamples(), pass.values(), truth.examples(), truth.fingerprint());
      ResamplingData resampled =
          isResampled ? new ResamplingData(values, pass.pairValues(), pass.pools()) : null;
      List<LabelMetrics> perLabel = pass.perLabel(propensities);
      Map<String, Double> all = metrics.values(values, pass.pools().all().ranking(), perLabel);
      return new RankingEvaluation(
          all,
          bootstrap > 0 ? intervals(all, resampled, workers) : Map.of(),
          perLabel,
          keepExampleValues ? resampled : null,
          truth,
          new EvaluationProvenance(model.getProvenance(), dataProvenance),
          getProvenance());
    }
  }

  private Propensities propensities(Model<MultiLabel> model, ImmutableMultiLabelInfo info) {
    long[] counts = IntStream.range(0, info.size()).mapToLong(info::getLabelCount).toArray();
    int examples =
        trainingExamples > 0
            ? trainingExamples
            : model.getProvenance().getDatasetProvenance().getNumExamples();
    return new Propensities(counts, examples, propensityA, propensityB);
  }

  private Map<String, Interval> intervals(
      Map<String, Double> metrics, ResamplingData data, Workers workers) {
    List<String> names = List.copyOf(metrics.keySet());
    List<Interval> intervals =
        new Bootstrap(bootstrap, level, seed)
            .intervals(
                metrics.values().stream().mapToDouble(Double::doubleValue).toArray(),
                data.values().examples(),
                data.resampling(names, workers)::values,
                workers);
    Map<String, Interval> byName = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      boolean isShare = !names.get(i).equals(new Coverage().name());
      byName.put(
          names.get(i), intervals.get(i).within(0.0, isShare ? 1.0 : Double.POSITIVE_INFINITY));
    }
    return byName;
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "Evaluator");
  }

  @Override
  public String toString() {
    return "RankingEvaluator(k="
        + Arrays.toString(k)
        + ",dropUnseenLabels="
        + dropUnseenLabels
        + ",propensityA="
        + propensityA
        + ",propensityB="
        + propensityB
        + ",trainingExamples="
        + trainingExamples
        + ",threads="
        + threads
        + ",bootstrap="
        + bootstrap
        + ",level="
        + level
        + ",seed="
        + seed
        + ",keepExampleValues="
        + keepExampleValues
        + ")";
  }
}
