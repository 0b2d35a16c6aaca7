package io.github.zlpr.eval;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.eval.metric.Coverage;
import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.NdcgAtK;
import io.github.zlpr.eval.metric.OneError;
import io.github.zlpr.eval.metric.PrecisionAtK;
import io.github.zlpr.eval.metric.RankingLoss;
import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.eval.metric.RecallAtK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * Evaluates multi-label models by how they rank the labels: {@link LRAP}, {@link RankingLoss},
 * {@link OneError}, {@link Coverage}, and {@link PrecisionAtK P@k}, {@link RecallAtK R@k} and
 * {@link NdcgAtK nDCG@k} for each cutoff k.
 *
 * <p>Each value is the mean over all examples, summed in their order, so that it is the same to the
 * bit in every run. Examples are scored and ranked one by one: neither the predictions nor the
 * scores are kept.
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
 * </ul>
 *
 * All {@code evaluate} methods throw {@link IllegalArgumentException}, naming the example by its
 * number, from 0, if an example's output is unknown, has a label which the model has never seen
 * (unless {@code dropUnseenLabels} is set) or a target outside [0, 1], or if a score is NaN; and if
 * there is no example, or if the model does not score every label (Tribuo's independent binary
 * relevance and classifier chains score none).
 *
 * <p>Evaluators hold no state besides their configuration and may be used by several threads.
 */
public final class RankingEvaluator
    implements Evaluator<MultiLabel, RankingEvaluation>,
        Configurable,
        Provenancable<ConfiguredObjectProvenance> {

  @Config(description = "Cutoffs k of P@k, R@k and nDCG@k: each at least 1, none twice.")
  private int[] k = {1, 3, 5};

  @Config(
      description = "Leave out and count test labels that the model has never seen, else refuse.")
  private boolean dropUnseenLabels = false;

  /** An evaluator with the cutoffs 1, 3 and 5. */
  public RankingEvaluator() {}

  /**
   * An evaluator with the given cutoffs, that refuses labels which the model has never seen.
   *
   * @param k the cutoffs of P@k, R@k and nDCG@k: at least one, each at least 1, none twice.
   * @throws PropertyException if the cutoffs are not such.
   */
  public RankingEvaluator(int... k) {
    this(false, k);
  }

  /**
   * An evaluator with all its settings.
   *
   * @param dropUnseenLabels whether true labels that the model has never seen are left out and
   *     counted, or refused.
   * @param k the cutoffs of P@k, R@k and nDCG@k: at least one, each at least 1, none twice.
   * @throws PropertyException if the cutoffs are not such.
   */
  public RankingEvaluator(boolean dropUnseenLabels, int... k) {
    this.dropUnseenLabels = dropUnseenLabels;
    this.k = k.clone();
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    boolean valid =
        k.length > 0
            && Arrays.stream(k).allMatch(cutoff -> cutoff >= 1)
            && Arrays.stream(k).distinct().count() == k.length;
    if (!valid) {
      throw new PropertyException(
          "",
          "k",
          "k must be one or more different cutoffs of at least 1, found " + Arrays.toString(k));
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
   * @param listener called for each example, in order.
   * @return the evaluation.
   */
  public RankingEvaluation evaluate(
      Model<MultiLabel> model,
      Iterable<Example<MultiLabel>> examples,
      DataProvenance dataProvenance,
      ScoreListener listener) {
    LabelScorer scorer = new LabelScorer(model);
    RankingTally tally = new RankingTally(model.getOutputIDInfo(), metrics(), dropUnseenLabels);
    for (Example<MultiLabel> example : examples) {
      double[] scores = scorer.score(example);
      tally.add(example.getOutput(), scores);
      listener.scored(example, scores);
    }
    return evaluation(model, tally, dataProvenance);
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
    LabelScorer scorer = new LabelScorer(model);
    RankingTally tally = new RankingTally(model.getOutputIDInfo(), metrics(), dropUnseenLabels);
    for (Prediction<MultiLabel> prediction : predictions) {
      tally.add(prediction.getExample().getOutput(), scorer.score(prediction));
    }
    return evaluation(model, tally, dataProvenance);
  }

  private List<RankingMetric> metrics() {
    List<RankingMetric> metrics = new ArrayList<>();
    metrics.add(new LRAP());
    metrics.add(new RankingLoss());
    metrics.add(new OneError());
    metrics.add(new Coverage());
    for (int cutoff : k) {
      metrics.add(new PrecisionAtK(cutoff));
    }
    for (int cutoff : k) {
      metrics.add(new RecallAtK(cutoff));
    }
    for (int cutoff : k) {
      metrics.add(new NdcgAtK(cutoff));
    }
    return metrics;
  }

  private RankingEvaluation evaluation(
      Model<MultiLabel> model, RankingTally tally, DataProvenance dataProvenance) {
    return new RankingEvaluation(
        tally.means(),
        tally.examples(),
        tally.examplesWithoutLabel(),
        tally.droppedLabels(),
        model.getOutputIDInfo().size(),
        new EvaluationProvenance(model.getProvenance(), dataProvenance),
        getProvenance());
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
        + ")";
  }
}
