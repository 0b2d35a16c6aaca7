package io.github.zlpr.trainer.comparison;

import io.github.zlpr.eval.metric.Ranking;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/**
 * Tests a model on every example: the ranking of its scores, and the set it predicts.
 *
 * <p>Conventions are those of {@code RankingEvaluator} with {@code dropUnseenLabels}: targets above
 * 0.5 are true, labels that the model has never seen are left out and counted, and an example
 * without any known feature is scored like one whose features are all 0. Examples are tested in
 * parallel; the result does not depend on it.
 */
final class ModelTest {

  private static final double TRUE_ABOVE = 0.5;

  private final Model<MultiLabel> model;
  private final ImmutableOutputInfo<MultiLabel> info;
  private final Label[] labels;
  private final Map<ComparedMetric, double[]> rankings = new EnumMap<>(ComparedMetric.class);
  private final int[] truePositives;
  private final int[] predicted;
  private final int[] positives;
  private final LongAdder droppedLabels = new LongAdder();

  private ModelTest(Model<MultiLabel> model, int examples) {
    this.model = model;
    info = model.getOutputIDInfo();
    labels = new Label[info.size()];
    for (int id = 0; id < labels.length; id++) {
      labels[id] = new Label(info.getOutput(id).getLabelString());
    }
    for (ComparedMetric metric : ComparedMetric.values()) {
      metric.ranking().ifPresent(ranking -> rankings.put(metric, new double[examples]));
    }
    truePositives = new int[examples];
    predicted = new int[examples];
    positives = new int[examples];
  }

  /**
   * Tests a model.
   *
   * @param model the model, which must score all its labels.
   * @param examples the test examples.
   * @return the values of each example, in their order.
   * @throws IllegalArgumentException if an example's output is unknown, if the model does not score
   *     all its labels, or if it knows none of the true ones.
   * @throws IllegalStateException if a score is NaN.
   */
  static ExampleValues run(Model<MultiLabel> model, List<Example<MultiLabel>> examples) {
    ModelTest test = new ModelTest(model, examples.size());
    IntStream.range(0, examples.size()).parallel().forEach(i -> test.test(i, examples.get(i)));
    long dropped = test.droppedLabels.sum();
    if (dropped > 0 && Arrays.stream(test.positives).allMatch(count -> count == 0)) {
      throw new IllegalArgumentException(
          "the training data have none of the labels of the test data");
    }
    return new ExampleValues(
        test.rankings, test.truePositives, test.predicted, test.positives, dropped);
  }

  private void test(int i, Example<MultiLabel> example) {
    int[] truth = truth(i, example.getOutput());
    Prediction<MultiLabel> prediction =
        model.predict(knowsAFeature(example) ? example : zero(example));
    Set<String> chosen = prediction.getOutput().getNameSet();
    Ranking ranking = new Ranking(labels.length).rank(scores(i, prediction), truth);
    rankings.forEach((metric, values) -> values[i] = metric.ranking().get().value(ranking));
    truePositives[i] =
        (int) Arrays.stream(truth).filter(id -> chosen.contains(labels[id].getLabel())).count();
    predicted[i] = chosen.size();
    positives[i] = truth.length;
  }

  private int[] truth(int i, MultiLabel output) {
    if (output.equals(MultiLabelFactory.UNKNOWN_MULTILABEL)) {
      throw new IllegalArgumentException("test example " + i + " has an unknown output");
    }
    return output.getLabelSet().stream()
        .filter(label -> !(label.getScore() <= TRUE_ABOVE))
        .mapToInt(label -> info.getID(new MultiLabel(label)))
        .filter(
            id -> {
              if (id < 0) {
                droppedLabels.increment();
              }
              return id >= 0;
            })
        .sorted()
        .toArray();
  }

  private double[] scores(int i, Prediction<MultiLabel> prediction) {
    double[] scores = new double[labels.length];
    for (int id = 0; id < labels.length; id++) {
      MultiLabel output = prediction.getOutputScores().get(labels[id].getLabel());
      OptionalDouble score =
          output == null ? OptionalDouble.empty() : output.getLabelScore(labels[id]);
      if (score.isEmpty()) {
        throw new IllegalArgumentException(
            model.getClass().getName()
                + " gives no score for label '"
                + labels[id].getLabel()
                + "', but a ranking needs one for every label");
      }
      scores[id] = score.getAsDouble();
      if (Double.isNaN(scores[id])) {
        throw new IllegalStateException(
            "test example "
                + i
                + ": the score of label '"
                + labels[id].getLabel()
                + "' is NaN; lower the learning rate");
      }
    }
    return scores;
  }

  private boolean knowsAFeature(Example<MultiLabel> example) {
    for (Feature feature : example) {
      if (model.getFeatureIDMap().getID(feature.getName()) >= 0) {
        return true;
      }
    }
    return false;
  }

  private Example<MultiLabel> zero(Example<MultiLabel> example) {
    String[] known = {model.getFeatureIDMap().get(0).getName()};
    return new ArrayExample<>(example.getOutput(), known, new double[] {0.0});
  }
}
