package io.github.zlpr.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.multilabel.MultiLabel;

/**
 * Which labels are predicted: those with a score above a threshold, and of these at most so many,
 * the ones with the highest scores.
 *
 * <p>Ties: where labels with equal scores compete for the last places, those whose names come first
 * in alphabetical order (of {@link String#compareTo}) are predicted. Names, unlike ids, mean the
 * same in every model of the same labels. 0.0 and −0.0 are equal.
 *
 * <p>A score of NaN is never above the threshold.
 *
 * <p>Example: scores [2, 1, 1, −1] of the labels c, b, a, d with threshold 0 and at most 2 labels:
 * c and a are predicted.
 *
 * @param threshold only labels with a score above it are predicted; −∞ if the number alone decides.
 * @param maxLabels at most this many labels are predicted, at least 1; {@link Integer#MAX_VALUE} if
 *     the threshold alone decides.
 */
public record PredictionRule(double threshold, int maxLabels) {

  /**
   * A rule.
   *
   * @param threshold only labels with a score above it are predicted.
   * @param maxLabels at most this many labels are predicted.
   * @throws IllegalArgumentException if {@code maxLabels} is below 1 or the threshold is NaN.
   */
  public PredictionRule {
    if (maxLabels < 1) {
      throw new IllegalArgumentException("maxLabels must be at least 1, found " + maxLabels);
    }
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("threshold must be a number, found NaN");
    }
  }

  /**
   * The rule of a threshold alone.
   *
   * @param threshold labels with a score above it are predicted.
   * @return the rule.
   */
  public static PredictionRule above(double threshold) {
    return new PredictionRule(threshold, Integer.MAX_VALUE);
  }

  /**
   * The rule of a number alone.
   *
   * @param k how many labels are predicted, at least 1.
   * @return the rule.
   */
  public static PredictionRule top(int k) {
    return new PredictionRule(Double.NEGATIVE_INFINITY, k);
  }

  /**
   * Whether the threshold alone decides, as Tribuo's own models predict.
   *
   * @return whether there is no largest number of labels.
   */
  public boolean isThresholdAlone() {
    return maxLabels == Integer.MAX_VALUE;
  }

  /**
   * The order in which labels with equal scores are predicted, for {@link #select}.
   *
   * @param names the names of the labels, by id.
   * @return the place of each label in the alphabetical order of the names, by id.
   */
  public static int[] places(String[] names) {
    int[] places = new int[names.length];
    int[] order =
        IntStream.range(0, names.length)
            .boxed()
            .sorted(Comparator.comparing(id -> names[id]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int place = 0; place < order.length; place++) {
      places[order[place]] = place;
    }
    return places;
  }

  /**
   * The order in which labels with equal scores are predicted, for {@link #select}.
   *
   * @param labels the labels of a model.
   * @return the place of each label in the alphabetical order of the names, by id.
   */
  public static int[] places(ImmutableOutputInfo<MultiLabel> labels) {
    return places(
        IntStream.range(0, labels.size())
            .mapToObj(id -> labels.getOutput(id).getLabelString())
            .toArray(String[]::new));
  }

  /**
   * The labels predicted for one example.
   *
   * <p>Cost: O(n log k) for n labels and k = {@code maxLabels}, mostly O(n): a heap of k scores is
   * only touched by those above its lowest.
   *
   * @param scores the score of each label, by id; not changed and not kept.
   * @param places the {@link #places} of the labels; only looked at where there is a tie.
   * @return their ids, increasing.
   */
  public int[] select(double[] scores, int[] places) {
    int above = 0;
    for (double score : scores) {
      above += score > threshold ? 1 : 0;
    }
    if (above <= maxLabels) {
      int[] selected = new int[above];
      int size = 0;
      for (int id = 0; size < above; id++) {
        if (scores[id] > threshold) {
          selected[size++] = id;
        }
      }
      return selected;
    }
    return best(scores, lowestSelected(scores), places);
  }

  /**
   * The labels predicted for one example, as {@link #select(double[], int[])} selects them.
   *
   * <p>Cost: O(m log m) for m labels listed or predicted.
   *
   * @param scores the score of each label.
   * @param places the {@link #places} of the labels; only looked at where there is a tie.
   * @return their ids, increasing.
   */
  public int[] select(LabelScores scores, int[] places) {
    return scores instanceof ListedScores listed
        ? selectListed(listed, places)
        : select(scores.toArray(), places);
  }

  private int[] selectListed(ListedScores scores, int[] places) {
    int[] ids = candidates(scores);
    double[] values = new double[ids.length];
    Arrays.setAll(values, i -> scores.score(ids[i]));
    int[] candidatePlaces =
        ids.length <= maxLabels ? places : Arrays.stream(ids).map(id -> places[id]).toArray();
    int[] selected = select(values, candidatePlaces);
    Arrays.setAll(selected, i -> ids[selected[i]]);
    Arrays.sort(selected);
    return selected;
  }

  /**
   * The labels above the threshold: those listed, and of the others so many of the best as can be
   * selected, with ties.
   */
  private int[] candidates(ListedScores scores) {
    BaseScores base = scores.base();
    int above = base.above(threshold);
    int[] ids = new int[scores.ids().length + above];
    int size = 0;
    for (int i = 0; i < scores.ids().length; i++) {
      if (scores.values()[i] > threshold) {
        ids[size++] = scores.ids()[i];
      }
    }
    int others = 0;
    double last = Double.POSITIVE_INFINITY;
    for (int rank = 0; rank < above; rank++) {
      int label = base.label(rank);
      if (others >= maxLabels && base.score(label) < last) {
        break;
      }
      if (!scores.isListed(label)) {
        ids[size++] = label;
        last = base.score(label);
        others++;
      }
    }
    return Arrays.copyOf(ids, size);
  }

  /** The score of the last label that is selected, when there are more above the threshold. */
  private double lowestSelected(double[] scores) {
    PriorityQueue<Double> selected = new PriorityQueue<>(maxLabels);
    for (double score : scores) {
      if (score > threshold) {
        if (selected.size() < maxLabels) {
          selected.add(score);
        } else if (score > selected.element()) {
          selected.remove();
          selected.add(score);
        }
      }
    }
    return selected.element();
  }

  private int[] best(double[] scores, double lowest, int[] places) {
    int[] tiedPlaces = new int[scores.length];
    int tied = 0;
    int better = 0;
    for (int id = 0; id < scores.length; id++) {
      if (scores[id] > lowest) {
        better++;
      } else if (scores[id] == lowest) {
        tiedPlaces[tied++] = places[id];
      }
    }
    Arrays.sort(tiedPlaces, 0, tied);
    int lastPlace = tiedPlaces[maxLabels - better - 1];
    int[] selected = new int[maxLabels];
    int size = 0;
    for (int id = 0; size < maxLabels; id++) {
      if (scores[id] > lowest || (scores[id] == lowest && places[id] <= lastPlace)) {
        selected[size++] = id;
      }
    }
    return selected;
  }
}
