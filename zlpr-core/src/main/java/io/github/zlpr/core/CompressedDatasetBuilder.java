package io.github.zlpr.core;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.OutputFactory;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.DataProvenance;

/**
 * Makes a {@link CompressedDataset} of examples that come one after the other: first the features
 * of each, then its output.
 */
public final class CompressedDatasetBuilder {

  private final DataProvenance provenance;
  private final OutputFactory<MultiLabel> outputFactory;
  private final NameTable names = new NameTable();

  /** By the number of a feature, how many examples have it. */
  private int[] counts = new int[1 << 10];

  /** By the number of a feature, the last example that has it, counted from 1. */
  private int[] last = new int[1 << 10];

  private final FeatureRows.Builder features = new FeatureRows.Builder();
  private final LabelRows.Builder labels;

  /** By example; null if all are 1. */
  private float[] weights;

  /**
   * A builder of a data set without examples yet.
   *
   * @param provenance where the examples come from.
   * @param outputFactory makes the domain of the labels.
   */
  public CompressedDatasetBuilder(
      DataProvenance provenance, OutputFactory<MultiLabel> outputFactory) {
    this.provenance = provenance;
    this.outputFactory = outputFactory;
    labels = new LabelRows.Builder(outputFactory);
  }

  /**
   * The number of examples so far.
   *
   * @return at least 0.
   */
  public int size() {
    return features.size();
  }

  /**
   * The number of a feature in this builder, for callers that have a faster way than its name to
   * know a feature again.
   *
   * @param name the feature's name.
   * @return its number.
   */
  public int number(String name) {
    int number = names.number(name);
    if (number >= counts.length) {
      counts = Arrays.copyOf(counts, 2 * number);
      last = Arrays.copyOf(last, 2 * number);
    }
    return number;
  }

  /**
   * Adds a feature to the example that is being read.
   *
   * @param number the feature's number.
   * @param value its value.
   * @throws IllegalArgumentException if the example has the feature already, or if the value is
   *     NaN.
   */
  public void feature(int number, double value) {
    if (last[number] == size() + 1 || Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "example "
              + size()
              + (Double.isNaN(value) ? " has NaN in feature '" : " has twice the feature '")
              + names.name(number)
              + "'");
    }
    last[number] = size() + 1;
    counts[number]++;
    features.add(number, value);
  }

  /**
   * Adds an example.
   *
   * @param example the example.
   * @throws IllegalArgumentException if it has a feature twice, or a value that is NaN.
   */
  public void add(Example<MultiLabel> example) {
    for (Feature feature : example) {
      feature(number(feature.getName()), feature.getValue());
    }
    endExample(example.getOutput(), example.getWeight());
  }

  /**
   * Completes the example that is being read.
   *
   * @param output its labels.
   * @param weight its weight.
   */
  public void endExample(MultiLabel output, float weight) {
    int example = size();
    labels.add(output);
    features.endRow();
    if (weight != Example.DEFAULT_WEIGHT && weights == null) {
      weights = new float[GrowingArrays.grown(example)];
      Arrays.fill(weights, Example.DEFAULT_WEIGHT);
    }
    if (weights != null) {
      if (example == weights.length) {
        weights = Arrays.copyOf(weights, GrowingArrays.grown(example));
      }
      weights[example] = weight;
    }
  }

  /**
   * Leaves out features and labels that few examples have. An example that is left without a
   * feature gets the first feature, in the order of names, with the value 0.
   *
   * @param minCount fewest examples that have a feature.
   * @param minExamples fewest examples that have a label.
   * @throws IllegalArgumentException if no feature is left.
   */
  public void dropRare(int minCount, int minExamples) {
    int placeholder = -1;
    for (int number = 0; number < names.size(); number++) {
      if (counts[number] >= minCount
          && (placeholder < 0 || names.name(number).compareTo(names.name(placeholder)) < 0)) {
        placeholder = number;
      }
    }
    if (placeholder < 0) {
      throw new IllegalArgumentException(
          "has no feature that " + minCount + " texts have; lower minCount");
    }
    features.keep(number -> counts[number] >= minCount, placeholder);
    labels.keep(minExamples);
    for (int number = 0; number < names.size(); number++) {
      if (counts[number] < minCount) {
        counts[number] = 0;
      }
    }
  }

  /**
   * The data set. Nothing can be added any more.
   *
   * @return a data set of the examples so far.
   * @throws IllegalArgumentException if an example has no feature.
   */
  public CompressedDataset build() {
    int[] numbers =
        IntStream.range(0, names.size())
            .filter(number -> counts[number] > 0)
            .boxed()
            .sorted((a, b) -> names.name(a).compareTo(names.name(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ids = new int[names.size()];
    String[] sorted = new String[numbers.length];
    for (int id = 0; id < numbers.length; id++) {
      ids[numbers[id]] = id;
      sorted[id] = names.name(numbers[id]);
    }
    return new CompressedDataset(
        provenance,
        outputFactory,
        sorted,
        features.build(ids),
        labels.build(),
        weights == null ? null : Arrays.copyOf(weights, size()));
  }
}
