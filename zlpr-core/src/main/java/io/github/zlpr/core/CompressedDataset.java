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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.FeatureMap;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.MutableFeatureMap;
import org.tribuo.OutputFactory;
import org.tribuo.OutputInfo;
import org.tribuo.Tribuo;
import org.tribuo.VariableInfo;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
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

  /** The features of the examples. */
  private final FeatureRows rows;

  /** The labels of the examples. */
  private final LabelRows labels;

  /** By example; null if all are 1. */
  private final float[] weights;

  @SuppressWarnings("serial") // computed anew
  private transient volatile ImmutableFeatureMap featureMap;

  CompressedDataset(
      DataProvenance provenance,
      OutputFactory<MultiLabel> outputFactory,
      String[] featureNames,
      FeatureRows rows,
      LabelRows labels,
      float[] weights) {
    super(provenance, outputFactory);
    this.featureNames = featureNames;
    this.rows = rows;
    this.labels = labels;
    this.weights = weights;
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
    CompressedDatasetBuilder builder =
        new CompressedDatasetBuilder(source.getProvenance(), source.getOutputFactory());
    for (Example<MultiLabel> example : source) {
      builder.add(example);
    }
    return builder.build();
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public Example<MultiLabel> getExample(int index) {
    if (index < 0 || index >= size()) {
      throw new IllegalArgumentException("Example index " + index + " is out of bounds.");
    }
    int start = rows.start(index);
    int end = rows.start(index + 1);
    String[] names = new String[end - start];
    Arrays.setAll(names, i -> featureNames[rows.ids()[start + i]]);
    Example<MultiLabel> example =
        new ArrayExample<>(
            labels.output(index), names, Arrays.copyOfRange(rows.values(), start, end));
    example.setWeight(weight(index));
    return example;
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
    return labels.domain().getDomain();
  }

  @Override
  public ImmutableOutputInfo<MultiLabel> getOutputIDInfo() {
    return labels.domain().generateImmutableOutputInfo();
  }

  @Override
  public OutputInfo<MultiLabel> getOutputInfo() {
    return labels.domain();
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
    rows.forEachColumn(featureNames.length, visitor);
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
    return rows.start(example);
  }

  /**
   * The ids of the features of all examples, one example after the other, increasing in each.
   *
   * @return the array itself; it must not be changed.
   */
  public int[] features() {
    return rows.ids();
  }

  /**
   * The values of these features.
   *
   * @return the array itself; it must not be changed.
   */
  public double[] values() {
    return rows.values();
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
    return labels.targets(domain);
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

  /**
   * A digest of the features of all examples: two data sets with the same one have the same names
   * and values, to the bit, in the same order.
   *
   * @return a SHA-256 hash as 64 hexadecimal digits.
   */
  public String featuresDigest() {
    Sha256 sha = new Sha256();
    sha.add(featureNames.length);
    for (String name : featureNames) {
      sha.add(name);
    }
    int[] sizes = new int[size()];
    Arrays.setAll(sizes, example -> rows.start(example + 1) - rows.start(example));
    return sha.add(sizes).add(rows.ids()).add(rows.values()).hex();
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
            new IntProvenance("num-outputs", labels.domain().size()))) {
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
    return rows.ids().length == (long) size() * featureCount();
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
