package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.core.Targets;
import io.github.zlpr.trainer.model.FeatureScales;
import java.util.Arrays;
import java.util.Locale;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.multilabel.MultiLabel;

/**
 * The examples of a data set as compressed sparse rows, made once for all epochs.
 *
 * <p>Each row has the ids of its features in increasing order with their values, and ends with the
 * bias, whose id is the number D of features. Features that occur twice in an example are added up,
 * as Tribuo does; zeros are left out.
 *
 * <p>The bias has the value {@value #BIAS_SHARE} · r, where r is the root mean square of the norms
 * of the examples. So features multiplied by a constant give the same scores after training.
 */
public final class CompressedRows {

  /** The value of the bias, relative to the norm of a typical example. */
  static final double BIAS_SHARE = 0.2;

  private final int[] starts;
  private final int[] features;
  private final float[] values;
  private final double[] squaredNorms;
  private final Targets[] targets;
  private final double[] weights;
  private final int featureCount;
  private final int labelCount;
  private final double typicalNorm;

  /**
   * Refuses a data set that no trainer of this project can use.
   *
   * @param examples the data set.
   * @throws IllegalArgumentException if an example has an unknown output, or if there is no example
   *     or no label.
   */
  public static void requireTrainable(Dataset<MultiLabel> examples) {
    if (examples.getOutputInfo().getUnknownCount() > 0) {
      throw new IllegalArgumentException(
          "examples with unknown outputs cannot be trained on, found "
              + examples.getOutputInfo().getUnknownCount());
    }
    if (examples.size() == 0 || examples.getOutputInfo().size() == 0) {
      throw new IllegalArgumentException(
          "training needs examples and labels, found "
              + examples.size()
              + " examples with "
              + examples.getOutputInfo().size()
              + " labels");
    }
  }

  /**
   * Compresses a data set.
   *
   * @param dataset the examples.
   * @param featureMap the ids of the features.
   * @param labels the ids of the labels.
   * @throws IllegalArgumentException naming the example, counted from 0, that has a value which is
   *     NaN or infinite, a target outside [0, 1] or a weight which is not finite and at least 0.
   */
  public CompressedRows(
      Dataset<MultiLabel> dataset,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> labels) {
    featureCount = featureMap.size();
    labelCount = labels.size();
    int size = dataset.size();
    starts = new int[size + 1];
    squaredNorms = new double[size];
    targets = new Targets[size];
    weights = new double[size];
    long capacity = valueCount(dataset) + size;
    if (capacity > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d feature values are more than the %,d that fit into one array; train on fewer"
                  + " examples or features",
              capacity,
              Integer.MAX_VALUE - 8));
    }
    int[] ids = new int[(int) capacity];
    float[] xs = new float[(int) capacity];
    int end =
        dataset instanceof CompressedDataset compressed && compressed.hasIdsOf(featureMap)
            ? fill(compressed, labels, ids, xs)
            : fill(dataset, featureMap, labels, ids, xs);
    double norms = 0.0;
    for (double squaredNorm : squaredNorms) {
      norms += squaredNorm;
    }
    features = end == ids.length ? ids : Arrays.copyOf(ids, end);
    values = end == xs.length ? xs : Arrays.copyOf(xs, end);
    typicalNorm = norms > 0.0 ? Math.sqrt(norms / size) : 1.0;
    addBias();
  }

  private CompressedRows(Builder builder) {
    featureCount = builder.featureCount;
    labelCount = builder.labelCount;
    typicalNorm = builder.typicalNorm;
    starts = builder.starts;
    targets = builder.targets;
    weights = builder.weights;
    squaredNorms = builder.squaredNorms;
    features = builder.features;
    values = builder.values;
    addBias();
  }

  /**
   * Collects rows that come from elsewhere than a data set, and are checked: a part of the examples
   * of a training whose other parts are on other machines.
   */
  public static final class Builder {
    private final int featureCount;
    private final int labelCount;
    private final double typicalNorm;
    private final int[] starts;
    private final Targets[] targets;
    private final double[] weights;
    private final double[] squaredNorms;
    private final int[] features;
    private final float[] values;
    private int size;

    /**
     * Makes room for rows.
     *
     * @param examples the number of rows.
     * @param values the number of their feature values.
     * @param featureCount the number of features.
     * @param labelCount the number of labels.
     * @param typicalNorm the root mean square of the norms of all examples of the training, above
     *     0; it gives the bias its value.
     */
    public Builder(int examples, int values, int featureCount, int labelCount, double typicalNorm) {
      this.featureCount = featureCount;
      this.labelCount = labelCount;
      this.typicalNorm = typicalNorm;
      starts = new int[examples + 1];
      targets = new Targets[examples];
      weights = new double[examples];
      squaredNorms = new double[examples];
      int capacity = Math.addExact(values, examples);
      features = new int[capacity];
      this.values = new float[capacity];
    }

    /**
     * Adds a row.
     *
     * @param ids holds the ids of its features, increasing.
     * @param xs holds their values, which are finite as floats.
     * @param from where the row starts in both.
     * @param to where it ends.
     * @param truth its targets.
     * @param weight its weight, at least 0.
     */
    public void add(int[] ids, double[] xs, int from, int to, Targets truth, double weight) {
      int end = starts[size];
      double squaredNorm = 0.0;
      for (int k = from; k < to; k++) {
        features[end] = ids[k];
        values[end] = (float) xs[k];
        squaredNorm += (double) values[end] * values[end];
        end++;
      }
      features[end] = featureCount;
      squaredNorms[size] = squaredNorm;
      targets[size] = truth;
      weights[size] = weight;
      starts[++size] = end + 1;
    }

    /**
     * Ends the collection.
     *
     * @return the rows; to be called once, after as many were added as room was made for.
     */
    public CompressedRows build() {
      return new CompressedRows(this);
    }
  }

  private static long valueCount(Dataset<MultiLabel> dataset) {
    if (dataset instanceof CompressedDataset compressed) {
      return compressed.features().length;
    }
    long count = 0;
    for (Example<MultiLabel> example : dataset) {
      count += example.size();
    }
    return count;
  }

  private int fill(
      Dataset<MultiLabel> dataset,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> labels,
      int[] ids,
      float[] xs) {
    int row = 0;
    int end = 0;
    for (Example<MultiLabel> example : dataset) {
      end = addFeatures(example, row, featureMap, ids, xs, end);
      starts[row + 1] = end;
      targets[row] = targets(example.getOutput(), row, labels);
      weights[row] = weight(example.getWeight(), row);
      row++;
    }
    return end;
  }

  private int fill(
      CompressedDataset dataset, ImmutableOutputInfo<MultiLabel> labels, int[] ids, float[] xs) {
    System.arraycopy(dataset.targets(labels), 0, targets, 0, targets.length);
    float[] exampleWeights = dataset.weights();
    int end = 0;
    for (int row = 0; row < targets.length; row++) {
      int start = end;
      for (int k = dataset.start(row); k < dataset.start(row + 1); k++) {
        float value = (float) dataset.values()[k];
        requireFinite(value, row, dataset.featureName(dataset.features()[k]), dataset.values()[k]);
        if (value != 0f) {
          ids[end] = dataset.features()[k];
          xs[end++] = value;
        }
      }
      end = endRow(row, ids, xs, start, end);
      starts[row + 1] = end;
      weights[row] = weight(exampleWeights[row], row);
    }
    return end;
  }

  /** Adds the features of an example and a place for its bias. */
  private int addFeatures(
      Example<MultiLabel> example,
      int row,
      ImmutableFeatureMap featureMap,
      int[] ids,
      float[] xs,
      int start) {
    int end = start;
    for (Feature feature : example) {
      int id = featureMap.getID(feature.getName());
      float value = (float) feature.getValue();
      requireFinite(value, row, feature.getName(), feature.getValue());
      if (id >= 0 && value != 0f) {
        end = insert(ids, xs, start, end, id, value);
      }
    }
    return endRow(row, ids, xs, start, end);
  }

  private static void requireFinite(float value, int row, String name, double original) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(
          "example "
              + row
              + ": feature '"
              + name
              + "' has value "
              + original
              + ", which training cannot use; values must be finite floats");
    }
  }

  private int endRow(int row, int[] ids, float[] xs, int start, int end) {
    double squaredNorm = 0.0;
    for (int k = start; k < end; k++) {
      squaredNorm += (double) xs[k] * xs[k];
    }
    squaredNorms[row] = squaredNorm;
    ids[end] = featureCount;
    return end + 1;
  }

  private static int insert(int[] ids, float[] xs, int start, int end, int id, float value) {
    if (end == start || id > ids[end - 1]) {
      ids[end] = id;
      xs[end] = value;
      return end + 1;
    }
    int place = Arrays.binarySearch(ids, start, end, id);
    if (place >= 0) {
      xs[place] += value;
      return end;
    }
    place = -place - 1;
    System.arraycopy(ids, place, ids, place + 1, end - place);
    System.arraycopy(xs, place, xs, place + 1, end - place);
    ids[place] = id;
    xs[place] = value;
    return end + 1;
  }

  private void addBias() {
    float bias = biasValue();
    for (int row = 0; row < squaredNorms.length; row++) {
      values[starts[row + 1] - 1] = bias;
      squaredNorms[row] += (double) bias * bias;
    }
  }

  private static Targets targets(
      MultiLabel output, int row, ImmutableOutputInfo<MultiLabel> labels) {
    try {
      return Targets.of(output, labels);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("example " + row + ": " + e.getMessage(), e);
    }
  }

  private static double weight(float weight, int row) {
    if (!(weight >= 0f && Float.isFinite(weight))) {
      throw new IllegalArgumentException(
          "example " + row + ": weight must be finite and at least 0, found " + weight);
    }
    return weight;
  }

  /**
   * The number of examples.
   *
   * @return at least 0.
   */
  public int size() {
    return targets.length;
  }

  /**
   * The number of features.
   *
   * @return the number, without the bias.
   */
  public int featureCount() {
    return featureCount;
  }

  /**
   * The number of labels.
   *
   * @return the number of labels in the domain.
   */
  public int labelCount() {
    return labelCount;
  }

  /**
   * These rows, with other values and without bias.
   *
   * @param scales what is done with the values of each example; {@link FeatureScales#NONE} for
   *     nothing.
   * @return rows that share everything but the values.
   */
  public CompressedRows scaled(FeatureScales scales) {
    return scales.isNone() ? this : new CompressedRows(this, scales);
  }

  private CompressedRows(CompressedRows rows, FeatureScales scales) {
    starts = rows.starts;
    features = rows.features;
    targets = rows.targets;
    weights = rows.weights;
    featureCount = rows.featureCount;
    labelCount = rows.labelCount;
    typicalNorm = 1.0;
    values = new float[rows.values.length];
    squaredNorms = new double[targets.length];
    for (int row = 0; row < targets.length; row++) {
      int start = starts[row];
      int end = starts[row + 1] - 1;
      double[] original = new double[end - start];
      for (int i = 0; i < original.length; i++) {
        original[i] = rows.values[start + i];
      }
      double[] scaled = scales.apply(Arrays.copyOfRange(features, start, end), original);
      for (int i = 0; i < scaled.length; i++) {
        values[start + i] = (float) scaled[i];
        squaredNorms[row] += scaled[i] * scaled[i];
      }
    }
  }

  /** The root mean square of the norms of the examples, without bias; 1 if all are 0. */
  double typicalNorm() {
    return typicalNorm;
  }

  /** The value of the bias in each example. */
  float biasValue() {
    return biasValue(typicalNorm);
  }

  /**
   * The value of the bias.
   *
   * @param typicalNorm the root mean square of the norms of the examples, without bias.
   * @return the value that each example has for its bias.
   */
  public static float biasValue(double typicalNorm) {
    return (float) (BIAS_SHARE * typicalNorm);
  }

  /**
   * How many examples have each feature.
   *
   * @return by feature id, without the bias.
   */
  public int[] featureCounts() {
    int[] counts = new int[featureCount];
    for (int example = 0; example < targets.length; example++) {
      for (int k = starts[example]; k < starts[example + 1] - 1; k++) {
        counts[features[k]]++;
      }
    }
    return counts;
  }

  /**
   * The feature ids of all examples, one after the other.
   *
   * @return the array itself.
   */
  public int[] features() {
    return features;
  }

  /**
   * The feature values of all examples, one after the other.
   *
   * @return the array itself.
   */
  public float[] values() {
    return values;
  }

  /**
   * Where the row of an example starts.
   *
   * @param example the example's number.
   * @return a place in {@link #features} and {@link #values}.
   */
  public int start(int example) {
    return starts[example];
  }

  /**
   * Where the row of an example ends; its last entry is the bias.
   *
   * @param example the example's number.
   * @return the place after its last one.
   */
  public int end(int example) {
    return starts[example + 1];
  }

  /** The squared norm of an example, with bias. */
  double squaredNorm(int example) {
    return squaredNorms[example];
  }

  /**
   * The targets of an example.
   *
   * @param example the example's number.
   * @return the targets above 0.
   */
  public Targets targets(int example) {
    return targets[example];
  }

  /**
   * The weight of an example.
   *
   * @param example the example's number.
   * @return at least 0.
   */
  public double weight(int example) {
    return weights[example];
  }

  /** The targets of all examples. */
  Targets[] targets() {
    return targets;
  }

  /** The weights of all examples. */
  double[] weights() {
    return weights;
  }
}
