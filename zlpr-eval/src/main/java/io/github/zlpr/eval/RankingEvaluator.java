package io.github.zlpr.eval;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.LabelSelection;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Truth;
import io.github.zlpr.eval.metric.Coverage;
import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.HammingLoss;
import io.github.zlpr.eval.metric.Jaccard;
import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.LabelOutcome;
import io.github.zlpr.eval.metric.MacroAP;
import io.github.zlpr.eval.metric.MacroAUC;
import io.github.zlpr.eval.metric.MacroF1;
import io.github.zlpr.eval.metric.MacroMetric;
import io.github.zlpr.eval.metric.Metric;
import io.github.zlpr.eval.metric.Metrics;
import io.github.zlpr.eval.metric.MicroAP;
import io.github.zlpr.eval.metric.MicroAUC;
import io.github.zlpr.eval.metric.MicroF1;
import io.github.zlpr.eval.metric.NDCGAtK;
import io.github.zlpr.eval.metric.OneError;
import io.github.zlpr.eval.metric.PSNDCGAtK;
import io.github.zlpr.eval.metric.PSPAtK;
import io.github.zlpr.eval.metric.PooledMetric;
import io.github.zlpr.eval.metric.PooledRanking;
import io.github.zlpr.eval.metric.PrecisionAtK;
import io.github.zlpr.eval.metric.Propensities;
import io.github.zlpr.eval.metric.RankingLoss;
import io.github.zlpr.eval.metric.RecallAtK;
import io.github.zlpr.eval.metric.SamplesF1;
import io.github.zlpr.eval.metric.SubsetAccuracy;
import io.github.zlpr.eval.resampling.Bootstrap;
import io.github.zlpr.eval.resampling.ExampleValues;
import io.github.zlpr.eval.resampling.PairResampling;
import io.github.zlpr.eval.resampling.ResamplingData;
import io.github.zlpr.eval.scoring.LabelScorer;
import io.github.zlpr.eval.scoring.ScoringPass;
import io.github.zlpr.eval.scoring.TaskThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
 *       NDCGAtK nDCG@k}, {@link PSPAtK PSP@k} and {@link PSNDCGAtK PSnDCG@k}.
 *   <li>Of the ranking of all pairs of an example and a label: {@link MicroAUC}, {@link MacroAUC},
 *       {@link MicroAP}, {@link MacroAP}.
 *   <li>Of the predicted sets, for company: {@link HammingLoss}, {@link SubsetAccuracy}, {@link
 *       MicroF1}, {@link MacroF1}, {@link SamplesF1}, {@link Jaccard}.
 * </ul>
 *
 * <p>Scores and predicted sets are those of {@link Model#predict}. Tribuo's {@code LinearSGDModel},
 * alone or inside a {@link LabelSelection}, is scored from its weights, to the same bits and much
 * faster, a block of examples at a time; every other model is asked for one prediction after the
 * other, and the scores are kept, 8 bytes for each example and label.
 *
 * <p>Blocks of examples are worked on by several threads. Sums run in the order of the examples, so
 * that every value is the same to the bit for any number of threads.
 *
 * <p>Rank on raw scores where there is a choice. A sigmoid is 1.0 for every score above 37 or so,
 * which makes ties.
 *
 * <ul>
 *   <li>Which labels of an example are true says {@link Truth}.
 *   <li>Test labels that the model has never seen are refused, left out or counted as missed; see
 *       {@link #REFUSE}, {@link #DROP} and {@link #MISS}.
 *   <li>Examples without a true label count as each metric says; {@link
 *       RankingEvaluation#examplesWithoutLabel} tells how many there were.
 *   <li>An example without any feature that the model knows is scored by the biases.
 *   <li>Propensities come from the label counts and the number of training examples that the model
 *       holds.
 * </ul>
 *
 * All {@code evaluate} methods throw {@link IllegalArgumentException}, naming the example by its
 * number, from 0, if an example's output is unknown, has a label which the model has never seen (if
 * {@code unseenLabels} is {@code refuse}, the default) or a target outside [0, 1], or if a score is
 * NaN; and if there is no example, if the model was trained on fewer than 3 examples, or if it does
 * not score every label (Tribuo's independent binary relevance and classifier chains score none).
 *
 * <p>Evaluators hold no state besides their configuration and may be used by several threads.
 */
public final class RankingEvaluator
    implements Evaluator<MultiLabel, RankingEvaluation>,
        Cloneable,
        Configurable,
        Provenancable<ConfiguredObjectProvenance> {

  /** Test labels that the model has never seen are refused. */
  public static final String REFUSE = "refuse";

  /**
   * Test labels that the model has never seen are left out, and counted. This flatters the model,
   * which is not asked about them.
   */
  public static final String DROP = "drop";

  /**
   * Test labels that the model has never seen count as true labels that it ranks below all that it
   * knows and never predicts: each is one more label, with score −∞ for every example. This is what
   * a user of the model sees.
   */
  public static final String MISS = "miss";

  @Config(description = "Cutoffs k of the metrics at k: each at least 1, none twice.")
  private int[] k = {1, 3, 5};

  @Config(
      description =
          "Test labels that the model has never seen: refuse them, drop them (leave them out and"
              + " count them) or miss (count them as ranked below all others).")
  private String unseenLabels = REFUSE;

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

  private Metrics catalogue = Metrics.standard();

  /** An evaluator with the cutoffs 1, 3 and 5. */
  public RankingEvaluator() {}

  /**
   * An evaluator with the given cutoffs, which refuses labels that the model has never seen.
   *
   * @param k the cutoffs: at least one, each at least 1, none twice.
   * @throws PropertyException if the cutoffs are not such.
   */
  public RankingEvaluator(int... k) {
    this.k = k.clone();
    postConfig();
  }

  /**
   * This evaluator with another policy for test labels that the model has never seen.
   *
   * @param policy {@link #REFUSE}, {@link #DROP} or {@link #MISS}.
   * @return a new evaluator.
   * @throws PropertyException if the policy is none of these.
   */
  public RankingEvaluator withUnseenLabels(String policy) {
    return with(changed -> changed.unseenLabels = policy);
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
    return with(
        changed -> {
          changed.propensityA = a;
          changed.propensityB = b;
          changed.trainingExamples = trainingExamples;
        });
  }

  /**
   * This evaluator with another number of threads, which changes no value.
   *
   * @param threads the number of threads; 0 for one per core.
   * @return a new evaluator.
   * @throws PropertyException if the number is negative.
   */
  public RankingEvaluator withThreads(int threads) {
    return with(
        changed -> {
          changed.threads = threads;
        });
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
    return with(
        changed -> {
          changed.bootstrap = replicates;
          changed.level = level;
          changed.seed = seed;
        });
  }

  /**
   * This evaluator, keeping what each example adds to the metrics: what {@link BootstrapComparison}
   * needs. That is 8 bytes for each example and label, kept with the evaluation.
   *
   * @return a new evaluator.
   */
  public RankingEvaluator keepingExampleValues() {
    return with(changed -> changed.keepExampleValues = true);
  }

  /** This evaluator with the metrics of another catalogue, which no provenance records. */
  RankingEvaluator withCatalogue(Metrics metrics) {
    return with(changed -> changed.catalogue = metrics);
  }

  private RankingEvaluator with(Consumer<RankingEvaluator> change) {
    try {
      RankingEvaluator changed = (RankingEvaluator) clone();
      change.accept(changed);
      changed.postConfig();
      return changed;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("this class is cloneable", e);
    }
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(
        k.length > 0
            && Arrays.stream(k).allMatch(cutoff -> cutoff >= 1)
            && Arrays.stream(k).distinct().count() == k.length,
        "k",
        Arrays.toString(k),
        "one or more different cutoffs of at least 1");
    UnseenLabels.of(unseenLabels);
    Settings.check(
        propensityA >= 0.0 && Double.isFinite(propensityA),
        "propensityA",
        propensityA,
        "finite and at least 0");
    Settings.checkPositive("propensityB", propensityB);
    Settings.check(trainingExamples >= 0, "trainingExamples", trainingExamples, "at least 0");
    Settings.check(threads >= 0, "threads", threads, "at least 0");
    Settings.check(bootstrap >= 0, "bootstrap", bootstrap, "at least 0");
    Settings.check(level > 0.0 && level < 1.0, "level", level, "above 0 and below 1");
  }

  @Override
  public RankingEvaluation evaluate(Model<MultiLabel> model, Dataset<MultiLabel> dataset) {
    return evaluate(model, dataset, dataset.getProvenance(), scored -> {});
  }

  @Override
  public RankingEvaluation evaluate(Model<MultiLabel> model, DataSource<MultiLabel> datasource) {
    return evaluate(model, datasource, datasource.getProvenance(), scored -> {});
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
        LabelScorer.of(model, predictions),
        () -> predictions.stream().map(Prediction::getExample).iterator(),
        dataProvenance,
        scored -> {});
  }

  RankingEvaluation evaluate(
      Model<MultiLabel> model,
      LabelScorer scorer,
      Iterable<Example<MultiLabel>> examples,
      DataProvenance dataProvenance,
      ScoreListener listener) {
    ImmutableMultiLabelInfo info = (ImmutableMultiLabelInfo) model.getOutputIDInfo();
    TrueLabels truth = new TrueLabels(info, UnseenLabels.of(unseenLabels));
    boolean isResampled = bootstrap > 0 || keepExampleValues;
    requireTrainingExamples(model);
    try (TaskThreads taskThreads = new TaskThreads(threads)) {
      ScoringPass pass = new ScoringPass(scorer, info, isResampled, taskThreads);
      for (Example<MultiLabel> example : examples) {
        pass.add(example, truth.read(example.getOutput()));
      }
      truth.requireSome();
      List<String> labels = truth.ranked();
      if (isResampled) {
        PairResampling.requireCountable(truth.examples(), labels.size(), truth.trueLabels());
      }
      long[] counts = labels.stream().mapToLong(info::getLabelCount).toArray();
      Propensities propensities = propensities(model, counts);
      List<Metric> metrics = catalogue.all(Arrays.stream(k).boxed().toList(), propensities);
      List<ExampleMetric> ofExamples =
          metrics.stream()
              .filter(ExampleMetric.class::isInstance)
              .map(ExampleMetric.class::cast)
              .toList();
      pass.run(
          ofExamples,
          labels.size(),
          (block, i) ->
              listener.scored(
                  new ScoredExample(
                      block.examples[i],
                      block.knownTrueIds(i, info.size()),
                      block.scores[i],
                      block.predicted[i],
                      block.rankings[i])));
      ExampleValues values =
          ExampleValues.join(ofExamples, pass.values(), truth.examples(), truth.fingerprint());
      List<LabelOutcome> outcomes = pass.labelOutcomes();
      PooledRanking pairs = pass.pools().all().ranking();
      Map<String, Double> all = new LinkedHashMap<>();
      metrics.forEach(metric -> all.put(metric.name(), value(metric, values, pairs, outcomes)));
      ResamplingData resampled =
          isResampled ? new ResamplingData(metrics, values, pass.pairValues(), pass.pools()) : null;
      return new RankingEvaluation(
          metrics,
          all,
          bootstrap > 0 ? intervals(all, resampled, taskThreads) : Map.of(),
          perLabel(labels, outcomes, counts, propensities),
          keepExampleValues ? resampled : null,
          truth,
          new EvaluationProvenance(model.getProvenance(), dataProvenance),
          getProvenance());
    }
  }

  private static double value(
      Metric metric, ExampleValues examples, PooledRanking pairs, List<LabelOutcome> labels) {
    if (metric instanceof PooledMetric pooled) {
      return pooled.value(pairs);
    }
    if (metric instanceof MacroMetric macro) {
      return macro.value(labels.stream().mapToDouble(macro::labelValue).toArray());
    }
    return examples.value(metric.name());
  }

  private static List<LabelMetrics> perLabel(
      List<String> labels, List<LabelOutcome> outcomes, long[] counts, Propensities propensities) {
    List<LabelMetrics> perLabel = new ArrayList<>();
    for (int id = 0; id < labels.size(); id++) {
      LabelOutcome outcome = outcomes.get(id);
      perLabel.add(
          new LabelMetrics(
              labels.get(id),
              new MacroAP().labelValue(outcome),
              new MacroAUC().labelValue(outcome),
              new MacroF1().labelValue(outcome),
              outcome.ranking().truePairs(),
              counts[id],
              propensities.propensity(id)));
    }
    return perLabel;
  }

  /** Before the examples are read, which may take long. */
  private void requireTrainingExamples(Model<MultiLabel> model) {
    propensities(model, new long[0]);
  }

  private Propensities propensities(Model<MultiLabel> model, long[] labelCounts) {
    int examples =
        trainingExamples > 0
            ? trainingExamples
            : model.getProvenance().getDatasetProvenance().getNumExamples();
    return new Propensities(labelCounts, examples, propensityA, propensityB);
  }

  private Map<String, Interval> intervals(
      Map<String, Double> values, ResamplingData data, TaskThreads taskThreads) {
    List<Bootstrap.Bounds> bounds =
        new Bootstrap(bootstrap, level, seed)
            .intervals(
                values.values().stream().mapToDouble(Double::doubleValue).toArray(),
                data.values().examples(),
                data.resampling(List.copyOf(values.keySet()), taskThreads)::values,
                taskThreads);
    Map<String, Interval> byName = new LinkedHashMap<>();
    for (int i = 0; i < bounds.size(); i++) {
      Metric metric = data.metrics().get(i);
      byName.put(
          metric.name(),
          new Interval(bounds.get(i).lower(), bounds.get(i).upper(), level)
              .within(0.0, metric.highest()));
    }
    return byName;
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "Evaluator");
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
