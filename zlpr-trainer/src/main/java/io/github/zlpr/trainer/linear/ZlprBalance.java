package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Targets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What pulls the bias of each label up and down by ZLPR, summed over the examples in their order.
 *
 * <p>Examples with equal targets and weights pull alike, so what they add is computed once; the
 * additions are made one by one, label after label.
 */
final class ZlprBalance {

  /** By example, its row: the examples with equal targets and weights have one. */
  private final int[] rows;

  private final int[] rowStarts;
  private final double[] rowWeights;

  /** The labels of the rows, one row after the other, and their targets. */
  private final int[] ids;

  private final double[] targets;

  /** By label, where its examples start in {@link #places}. */
  private final int[] labelStarts;

  /** By label and example that has it, in the order of the examples, a place in {@link #ids}. */
  private final int[] places;

  /** What each place pulls its label up and down. */
  private final double[] ups;

  private final double[] downs;
  private final double[] rowDowns;
  private double allDown;

  private record Row(int[] ids, double[] values, double weight) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Row row
          && Arrays.equals(ids, row.ids)
          && Arrays.equals(values, row.values)
          && Double.compare(weight, row.weight) == 0;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Arrays.hashCode(ids) + Arrays.hashCode(values)) + Double.hashCode(weight);
    }
  }

  /**
   * Examples.
   *
   * @param examples the targets of the examples.
   * @param weights their weights.
   * @param labels the number of labels.
   * @param share what targets are multiplied by.
   */
  ZlprBalance(Targets[] examples, double[] weights, int labels, double share) {
    Map<Row, Integer> numbers = new HashMap<>();
    rows = new int[examples.length];
    int[] starts = new int[examples.length + 1];
    Row[] distinct = new Row[examples.length];
    labelStarts = new int[labels + 1];
    for (int e = 0; e < rows.length; e++) {
      Row row = new Row(examples[e].ids(), examples[e].values(), weights[e]);
      int number = numbers.size();
      Integer known = numbers.putIfAbsent(row, number);
      rows[e] = known == null ? number : known;
      if (known == null) {
        distinct[number] = row;
        starts[number + 1] = starts[number] + row.ids().length;
      }
      for (int id : row.ids()) {
        labelStarts[id + 1]++;
      }
    }
    rowStarts = Arrays.copyOf(starts, numbers.size() + 1);
    rowWeights = new double[numbers.size()];
    ids = new int[rowStarts[rowWeights.length]];
    targets = new double[ids.length];
    for (int r = 0; r < rowWeights.length; r++) {
      rowWeights[r] = distinct[r].weight();
      for (int k = rowStarts[r]; k < rowStarts[r + 1]; k++) {
        int i = k - rowStarts[r];
        ids[k] = distinct[r].ids()[i];
        targets[k] = share * (distinct[r].values() == null ? 1.0 : distinct[r].values()[i]);
      }
    }
    for (int l = 0; l < labels; l++) {
      labelStarts[l + 1] += labelStarts[l];
    }
    places = new int[labelStarts[labels]];
    int[] next = labelStarts.clone();
    for (int row : rows) {
      for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
        places[next[ids[k]]++] = k;
      }
    }
    ups = new double[ids.length];
    downs = new double[ids.length];
    rowDowns = new double[rowWeights.length];
  }

  /**
   * Computes the pulls.
   *
   * @param negativeTerms by label, what it adds to A.
   * @param positiveTerms by label, what it adds to B.
   */
  void pull(double[] negativeTerms, double[] positiveTerms) {
    double sum = 0.0;
    for (double term : negativeTerms) {
      sum += term;
    }
    for (int row = 0; row < rowDowns.length; row++) {
      double a = sum;
      double b = 1.0;
      for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
        a -= targets[k] * negativeTerms[ids[k]];
        b += targets[k] * positiveTerms[ids[k]];
      }
      double down = rowWeights[row] / (1.0 + Math.max(0.0, a));
      double up = rowWeights[row] / b;
      rowDowns[row] = down;
      for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
        ups[k] = targets[k] * up;
        downs[k] = targets[k] * down;
      }
    }
    allDown = 0.0;
    for (int row : rows) {
      allDown += rowDowns[row];
    }
  }

  /** What pulls a label up. */
  double up(int label) {
    return sum(ups, label);
  }

  /** What pulls a label down: all examples, less what its targets spare. */
  double down(int label) {
    return allDown - sum(downs, label);
  }

  private double sum(double[] pulls, int label) {
    double sum = 0.0;
    for (int j = labelStarts[label]; j < labelStarts[label + 1]; j++) {
      sum += pulls[places[j]];
    }
    return sum;
  }
}
