package io.github.zlpr.core;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureMap;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.MutableFeatureMap;
import org.tribuo.MutableOutputInfo;
import org.tribuo.OutputFactory;
import org.tribuo.OutputInfo;
import org.tribuo.Tribuo;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.protos.core.DatasetProto;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.util.Util;

/**
 * A data set as compressed sparse rows: what Tribuo's {@code MutableDataset} is, in 12 bytes a
 * feature value, without an object for each example or for each value that a feature has.
 *
 * <p>Examples, feature map, label domain and provenance are those of {@code MutableDataset}. The
 * provenance names that class, because a model trained on the one cannot be told from a model
 * trained on the other. Examples are made when they are asked for, each time anew; a change to one
 * does not change the data set. Their metadata are not kept.
 *
 * <p>The statistics of the features are computed when they are asked for, by Tribuo's own code and
 * in the order of the examples, but feature by feature. That spares a look-up in a large table for
 * each value, on which {@code MutableDataset} spends most of its time.
 *
 * <p>A data set does not change, except for {@link #shuffle}.
 */
public final class CompressedDataset extends Dataset<MultiLabel> {
  private static final long serialVersionUID = 1L;

  /** By id, in their natural order. */
  private final String[] featureNames;

  /** Where the features of each example start, and where the last ones end. */
  private final int[] starts;

  /** The ids of the features, increasing in each example. */
  private final int[] features;

  /** The values of these features. */
  private final double[] values;

  /** The labels that occur, in the order of their first appearance. */
  private final Label[] labels;

  /** Where the labels of each example start, and where the last ones end. */
  private final int[] labelStarts;

  /** Places in {@link #labels}. */
  private final int[] labelPlaces;

  /** By example; null if all are 1. */
  private final float[] weights;

  /** The labels and how often they occur. */
  private final MutableOutputInfo<MultiLabel> outputInfo;

  @SuppressWarnings("serial") // computed anew
  private transient volatile ImmutableFeatureMap featureMap;

  private CompressedDataset(Builder builder, int[] ids, String[] featureNames) {
    super(builder.provenance, builder.outputFactory);
    this.featureNames = featureNames;
    starts = Arrays.copyOf(builder.starts, builder.size + 1);
    features = Arrays.copyOf(builder.features, starts[builder.size]);
    values = Arrays.copyOf(builder.values, starts[builder.size]);
    labels = builder.labels.toArray(Label[]::new);
    labelStarts = Arrays.copyOf(builder.labelStarts, builder.size + 1);
    labelPlaces = Arrays.copyOf(builder.labelPlaces, labelStarts[builder.size]);
    weights = builder.weights == null ? null : Arrays.copyOf(builder.weights, builder.size);
    for (int k = 0; k < features.length; k++) {
      features[k] = ids[features[k]];
    }
    sortRows();
    outputInfo = builder.outputFactory.generateInfo();
    for (int example = 0; example < size(); example++) {
      outputInfo.observe(output(example));
    }
  }

  private void sortRows() {
    long[] order = new long[64];
    double[] unsorted = new double[64];
    for (int example = 0; example < size(); example++) {
      int start = starts[example];
      int length = starts[example + 1] - start;
      if (isIncreasing(start, start + length)) {
        continue;
      }
      if (order.length < length) {
        order = new long[2 * length];
        unsorted = new double[2 * length];
      }
      for (int i = 0; i < length; i++) {
        order[i] = (long) features[start + i] << Integer.SIZE | i;
        unsorted[i] = values[start + i];
      }
      Arrays.sort(order, 0, length);
      for (int i = 0; i < length; i++) {
        features[start + i] = (int) (order[i] >>> Integer.SIZE);
        values[start + i] = unsorted[(int) order[i]];
      }
    }
  }

  private boolean isIncreasing(int from, int to) {
    for (int k = from + 1; k < to; k++) {
      if (features[k] <= features[k - 1]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a data source.
   *
   * @param source the source.
   * @return its examples.
   * @throws IllegalArgumentException if an example has a feature twice, a value that is NaN, or no
   *     feature.
   */
  public static CompressedDataset of(DataSource<MultiLabel> source) {
    if (source instanceof RowSource rows) {
      return rows.readRows();
    }
    Builder builder = new Builder(source.getProvenance(), source.getOutputFactory());
    for (Example<MultiLabel> example : source) {
      builder.add(example);
    }
    return builder.build();
  }

  /** Takes examples one after the other: first their features, then their output. */
  public static final class Builder {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final DataProvenance provenance;
    private final OutputFactory<MultiLabel> outputFactory;
    private final NameTable names = new NameTable();

    /** By the number of a feature, how many examples have it. */
    private int[] counts = new int[1 << 10];

    /** By the number of a feature, the last example that has it, counted from 1. */
    private int[] last = new int[1 << 10];

    private int[] features = new int[1 << 12];
    private double[] values = new double[1 << 12];
    private int end;
    private int[] starts = new int[1 << 8];
    private final Map<String, Map<Double, Integer>> placesOfLabels = new HashMap<>();
    private final List<Label> labels = new ArrayList<>();
    private int[] labelPlaces = new int[1 << 8];
    private int[] labelStarts = new int[1 << 8];
    private float[] weights;
    private int size;

    /**
     * A builder of a data set without examples yet.
     *
     * @param provenance where the examples come from.
     * @param outputFactory makes the domain of the labels.
     */
    public Builder(DataProvenance provenance, OutputFactory<MultiLabel> outputFactory) {
      this.provenance = provenance;
      this.outputFactory = outputFactory;
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
      if (last[number] == size + 1 || Double.isNaN(value)) {
        throw new IllegalArgumentException(
            "example "
                + size
                + (Double.isNaN(value) ? " has NaN in feature '" : " has twice the feature '")
                + names.name(number)
                + "'");
      }
      if (end == features.length) {
        features = Arrays.copyOf(features, grown(end));
        values = Arrays.copyOf(values, features.length);
      }
      last[number] = size + 1;
      counts[number]++;
      features[end] = number;
      values[end++] = value;
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
      Set<Label> all = output.getLabelSet();
      if (size + 1 == starts.length) {
        starts = Arrays.copyOf(starts, grown(size));
        labelStarts = Arrays.copyOf(labelStarts, starts.length);
      }
      int labelEnd = labelStarts[size];
      if (labelEnd + all.size() > labelPlaces.length) {
        labelPlaces = Arrays.copyOf(labelPlaces, grown(labelEnd + all.size()));
      }
      for (Label label : all) {
        labelPlaces[labelEnd++] =
            placesOfLabels
                .computeIfAbsent(label.getLabel(), name -> new HashMap<>(2))
                .computeIfAbsent(label.getScore(), score -> place(label));
      }
      if (weight != Example.DEFAULT_WEIGHT && weights == null) {
        weights = new float[starts.length];
        Arrays.fill(weights, Example.DEFAULT_WEIGHT);
      }
      if (weights != null) {
        if (weights.length < starts.length) {
          weights = Arrays.copyOf(weights, starts.length);
        }
        weights[size] = weight;
      }
      size++;
      starts[size] = end;
      labelStarts[size] = labelEnd;
    }

    private int place(Label label) {
      labels.add(label);
      return labels.size() - 1;
    }

    private static int grown(int length) {
      if (length > LARGEST_ARRAY / 2) {
        if (length >= LARGEST_ARRAY) {
          throw new IllegalArgumentException(
              "more feature values than the 2,147,483,639 that fit into one array; train on fewer"
                  + " examples or features");
        }
        return LARGEST_ARRAY;
      }
      return Math.max(2 * length, 16);
    }

    /**
     * The number of examples so far.
     *
     * @return at least 0.
     */
    public int size() {
      return size;
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
      Map<String, Integer> labelCounts = new HashMap<>();
      for (int k = 0; k < labelStarts[size]; k++) {
        labelCounts.merge(labels.get(labelPlaces[k]).getLabel(), 1, Integer::sum);
      }
      int[] oldFeatures = features;
      double[] oldValues = values;
      // Rows can get longer by their placeholder only if they are empty.
      int kept = 0;
      int keptLabels = 0;
      int from = 0;
      int labelFrom = 0;
      features = new int[Math.max(1, end + size)];
      values = new double[features.length];
      for (int example = 0; example < size; example++) {
        int start = kept;
        for (int k = from; k < starts[example + 1]; k++) {
          if (counts[oldFeatures[k]] >= minCount) {
            features[kept] = oldFeatures[k];
            values[kept++] = oldValues[k];
          }
        }
        if (kept == start) {
          features[kept++] = placeholder;
        }
        for (int k = labelFrom; k < labelStarts[example + 1]; k++) {
          if (labelCounts.get(labels.get(labelPlaces[k]).getLabel()) >= minExamples) {
            labelPlaces[keptLabels++] = labelPlaces[k];
          }
        }
        from = starts[example + 1];
        labelFrom = labelStarts[example + 1];
        starts[example + 1] = kept;
        labelStarts[example + 1] = keptLabels;
      }
      end = kept;
      for (int number = 0; number < names.size(); number++) {
        if (counts[number] < minCount) {
          counts[number] = 0;
        }
      }
    }

    /**
     * The data set.
     *
     * @return a data set of the examples so far.
     * @throws IllegalArgumentException if an example has no feature.
     */
    public CompressedDataset build() {
      for (int example = 0; example < size; example++) {
        if (starts[example] == starts[example + 1]) {
          throw new IllegalArgumentException("example " + example + " has no features");
        }
      }
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
      return new CompressedDataset(this, ids, sorted);
    }
  }

  @Override
  public int size() {
    return starts.length - 1;
  }

  @Override
  public Example<MultiLabel> getExample(int index) {
    if (index < 0 || index >= size()) {
      throw new IllegalArgumentException("Example index " + index + " is out of bounds.");
    }
    String[] names = new String[starts[index + 1] - starts[index]];
    Arrays.setAll(names, i -> featureNames[features[starts[index] + i]]);
    Example<MultiLabel> example =
        new ArrayExample<>(
            output(index), names, Arrays.copyOfRange(values, starts[index], starts[index + 1]));
    example.setWeight(weight(index));
    return example;
  }

  private MultiLabel output(int example) {
    int from = labelStarts[example];
    int to = labelStarts[example + 1];
    if (to - from == 1 && isUnknown(labels[labelPlaces[from]])) {
      return MultiLabelFactory.UNKNOWN_MULTILABEL;
    }
    Set<Label> set = new LinkedHashSet<>();
    for (int k = from; k < to; k++) {
      set.add(labels[labelPlaces[k]]);
    }
    return new MultiLabel(set);
  }

  private static boolean isUnknown(Label label) {
    return label.getLabel().equals(MultiLabelFactory.UNKNOWN_MULTILABEL.getLabelString());
  }

  private float weight(int example) {
    return weights == null ? Example.DEFAULT_WEIGHT : weights[example];
  }

  /** The examples, each made when it is asked for. */
  @Override
  public List<Example<MultiLabel>> getData() {
    return new AbstractList<>() {
      @Override
      public Example<MultiLabel> get(int index) {
        return getExample(index);
      }

      @Override
      public int size() {
        return CompressedDataset.this.size();
      }
    };
  }

  @Override
  public synchronized Iterator<Example<MultiLabel>> iterator() {
    int[] order = indices == null ? IntStream.range(0, size()).toArray() : indices;
    return Arrays.stream(order).mapToObj(this::getExample).iterator();
  }

  @Override
  public synchronized void shuffle(boolean shuffle) {
    indices = shuffle ? Util.randperm(size(), rng) : null;
  }

  @Override
  public Set<MultiLabel> getOutputs() {
    return outputInfo.getDomain();
  }

  @Override
  public ImmutableOutputInfo<MultiLabel> getOutputIDInfo() {
    return outputInfo.generateImmutableOutputInfo();
  }

  @Override
  public OutputInfo<MultiLabel> getOutputInfo() {
    return outputInfo;
  }

  /**
   * The features with their statistics. {@link #featureCount}, {@link #featureName} and {@link
   * #forEachColumn} are cheaper.
   */
  @Override
  public ImmutableFeatureMap getFeatureIDMap() {
    ImmutableFeatureMap map = featureMap;
    if (map == null) {
      map = new ImmutableFeatureMap(featureInfos());
      featureMap = map;
    }
    return map;
  }

  @Override
  public FeatureMap getFeatureMap() {
    return getFeatureIDMap();
  }

  /**
   * The number of features.
   *
   * @return at least 0.
   */
  public int featureCount() {
    return featureNames.length;
  }

  /**
   * The name of a feature.
   *
   * @param id its id.
   * @return its name.
   */
  public String featureName(int id) {
    return featureNames[id];
  }

  /**
   * Whether a feature map has the features of this data set under the ids that they have here.
   *
   * @param map a feature map.
   * @return true if it has.
   */
  public boolean hasIdsOf(ImmutableFeatureMap map) {
    return map.size() == featureNames.length
        && IntStream.range(0, featureNames.length)
            .allMatch(id -> map.getID(featureNames[id]) == id);
  }

  /** Sees the values of a feature. */
  @FunctionalInterface
  public interface ColumnVisitor {

    /**
     * Takes a feature.
     *
     * @param id its id.
     * @param values has its values, in the order of the examples that have it.
     * @param from the place of the first.
     * @param to the place after the last.
     */
    void visit(int id, double[] values, int from, int to);
  }

  /**
   * Shows the values of all features, one feature after the other.
   *
   * @param visitor sees them by increasing id.
   */
  public void forEachColumn(ColumnVisitor visitor) {
    int[] ends = new int[featureNames.length + 1];
    for (int feature : features) {
      ends[feature + 1]++;
    }
    for (int feature = 0; feature < featureNames.length; feature++) {
      ends[feature + 1] += ends[feature];
    }
    double[] columns = new double[values.length];
    for (int k = 0; k < features.length; k++) {
      columns[ends[features[k]]++] = values[k];
    }
    for (int feature = 0; feature < featureNames.length; feature++) {
      visitor.visit(feature, columns, feature == 0 ? 0 : ends[feature - 1], ends[feature]);
    }
  }

  private List<VariableInfo> featureInfos() {
    List<VariableInfo> infos = new ArrayList<>();
    MutableFeatureMap one = new MutableFeatureMap();
    forEachColumn(
        (id, columns, from, to) -> {
          for (int k = from; k < to; k++) {
            one.add(featureNames[id], columns[k]);
          }
          infos.add(one.get(featureNames[id]));
          one.clear();
        });
    return infos;
  }

  /**
   * Where the features of an example start.
   *
   * @param example the example's number, or that of examples.
   * @return a place in {@link #features} and {@link #values}.
   */
  public int start(int example) {
    return starts[example];
  }

  /**
   * The ids of the features of all examples, one example after the other, increasing in each.
   *
   * @return the array itself; it must not be changed.
   */
  public int[] features() {
    return features;
  }

  /**
   * The values of these features.
   *
   * @return the array itself; it must not be changed.
   */
  public double[] values() {
    return values;
  }

  /**
   * The targets of all examples.
   *
   * @param domain the ids of the labels.
   * @return one by example.
   * @throws IllegalArgumentException naming the example, counted from 0, that has a target outside
   *     [0, 1].
   */
  public Targets[] targets(ImmutableOutputInfo<MultiLabel> domain) {
    Targets[] targets = new Targets[size()];
    for (int example = 0; example < targets.length; example++) {
      try {
        targets[example] = Targets.of(output(example), domain);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("example " + example + ": " + e.getMessage(), e);
      }
    }
    return targets;
  }

  /**
   * The weights of all examples.
   *
   * @return one by example.
   */
  public float[] weights() {
    float[] all = new float[size()];
    for (int example = 0; example < all.length; example++) {
      all[example] = weight(example);
    }
    return all;
  }

  @Override
  public DatasetProvenance getProvenance() {
    Map<String, Provenance> parts = new HashMap<>();
    for (StringProvenance text :
        List.of(
            new StringProvenance(ObjectProvenance.CLASS_NAME, MutableDataset.class.getName()),
            new StringProvenance("tribuo-version", Tribuo.VERSION))) {
      parts.put(text.getKey(), text);
    }
    parts.put("datasource", getSourceProvenance());
    parts.put("transformations", new ListProvenance<>(new ArrayList<ObjectProvenance>()));
    for (IntProvenance number :
        List.of(
            new IntProvenance("num-examples", size()),
            new IntProvenance("num-features", featureCount()),
            new IntProvenance("num-outputs", outputInfo.size()))) {
      parts.put(number.getKey(), number);
    }
    for (BooleanProvenance flag :
        List.of(
            new BooleanProvenance("is-dense", isDense()),
            new BooleanProvenance("is-sequence", false))) {
      parts.put(flag.getKey(), flag);
    }
    return new DatasetProvenance(parts);
  }

  private boolean isDense() {
    return features.length == (long) size() * featureCount();
  }

  /** The data set as Tribuo's {@code MutableDataset}, which any Tribuo loads. */
  @Override
  public DatasetProto serialize() {
    return new MutableDataset<>(getData(), getSourceProvenance(), getOutputFactory()).serialize();
  }

  @Override
  public String toString() {
    return "MutableDataset(source=" + getSourceProvenance() + ",isDense=" + isDense() + ")";
  }
}
