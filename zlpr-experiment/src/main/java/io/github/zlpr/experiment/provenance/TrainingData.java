package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.core.CompressedDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.dataset.DatasetView;
import org.tribuo.dataset.DatasetView.DatasetViewProvenance;
import org.tribuo.dataset.MinimumCardinalityDataset;
import org.tribuo.dataset.MinimumCardinalityDataset.MinimumCardinalityDatasetProvenance;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.evaluation.TrainTestSplitter.SplitDataSourceProvenance;
import org.tribuo.hash.HashedFeatureMap;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.transform.TransformTrainer;

/**
 * The data set that a model was trained on, made again from its provenance: a configurable data
 * source, perhaps split by Tribuo's {@link TrainTestSplitter}, read into a {@link MutableDataset},
 * and any of these around it, in any order:
 *
 * <ul>
 *   <li>a {@link MinimumCardinalityDataset};
 *   <li>a {@link DatasetView} whose provenance has its indices, such as those of Tribuo's
 *       cross-validation, or that is a bootstrap sample, such as those of Tribuo's bagging;
 *   <li>a deep copy.
 * </ul>
 *
 * Everything else is refused by name. What Tribuo does not record is an order of the examples set
 * by {@link Dataset#shuffle}, and weights of examples that the data source did not give.
 */
public final class TrainingData {

  private final RebuiltConfiguration source;
  private final List<UnaryOperator<DataSource<MultiLabel>>> splits;
  private final List<Layer> layers;

  /** A data set around another one. */
  private record Layer(DatasetProvenance recorded, UnaryOperator<Dataset<MultiLabel>> wrapping) {

    String name() {
      String name = recorded.getClassName();
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }

  /**
   * A data set that was made again.
   *
   * @param dataset the data set.
   * @param findings what was compared: for it and each data set inside it the numbers of its
   *     examples, features and labels.
   */
  public record Made(Dataset<MultiLabel> dataset, List<Finding> findings) {}

  private TrainingData(
      RebuiltConfiguration source,
      List<UnaryOperator<DataSource<MultiLabel>>> splits,
      List<Layer> layers) {
    this.source = source;
    this.splits = splits;
    this.layers = layers;
  }

  /**
   * Prepares the data set that a model was trained on, without reading anything.
   *
   * @param model the model.
   * @param files finds the files of the data source.
   * @return the data set, not made yet.
   * @throws IrreproducibleException if provenance does not tell how it was made, or a file is
   *     missing.
   */
  public static TrainingData of(Model<MultiLabel> model, RecordedFiles files) {
    requireOwnFeatures(model);
    List<Layer> layers = new ArrayList<>();
    DatasetProvenance outermost = given(model.getProvenance());
    DatasetProvenance dataset = outermost;
    while (dataset.getSourceProvenance() instanceof DatasetProvenance inner) {
      layers.add(0, layer(dataset));
      dataset = inner;
    }
    requireUntransformed(dataset);
    List<UnaryOperator<DataSource<MultiLabel>>> splits = new ArrayList<>();
    DataProvenance data = dataset.getSourceProvenance();
    while (data instanceof SplitDataSourceProvenance split) {
      splits.add(0, source -> split(source, split));
      data = (DataProvenance) value(split, "source");
    }
    if (!dataset.getClassName().equals(MutableDataset.class.getName())
        || !(data instanceof ConfiguredObjectProvenance source)) {
      throw new IrreproducibleException(
          "the model was trained on a "
              + dataset.getClassName()
              + " over a "
              + data.getClassName()
              + ", which provenance cannot rebuild; train on a MutableDataset over a configurable"
              + " data source, such as SplitDataSource");
    }
    layers.add(0, new Layer(dataset, read -> read));
    return new TrainingData(RebuiltConfiguration.of(source, files), splits, layers);
  }

  /**
   * Whether a model was trained on all that its data source gives: on no wrapper that takes a part
   * of it.
   *
   * @param provenance the provenance of the model.
   * @return false for the members of a bagging ensemble, for example.
   */
  public static boolean isWhole(ModelProvenance provenance) {
    DatasetProvenance dataset = given(provenance);
    return dataset.getClassName().equals(MutableDataset.class.getName())
        && !(dataset.getSourceProvenance() instanceof DatasetProvenance);
  }

  /** The data set that was given to the trainer; a {@link TransformTrainer} records its own. */
  private static DatasetProvenance given(ModelProvenance provenance) {
    DatasetProvenance dataset = provenance.getDatasetProvenance();
    return provenance.getTrainerProvenance().getClassName().equals(TransformTrainer.class.getName())
            && dataset.getSourceProvenance() instanceof DatasetProvenance untransformed
        ? untransformed
        : dataset;
  }

  private static void requireOwnFeatures(Model<MultiLabel> model) {
    if (model.getFeatureIDMap() instanceof HashedFeatureMap) {
      throw new IrreproducibleException(
          "the features of the model were hashed, by a HashingTrainer for example, with a salt that"
              + " is kept out of provenance; train without hashing to be able to reproduce");
    }
  }

  private static void requireUntransformed(DatasetProvenance dataset) {
    if (!dataset.getTransformationProvenance().getList().isEmpty()) {
      throw new IrreproducibleException(
          "the data set was transformed after it was read, which provenance cannot repeat; let a"
              + " TransformTrainer do it");
    }
  }

  private static Layer layer(DatasetProvenance recorded) {
    requireUntransformed(recorded);
    if (recorded instanceof MinimumCardinalityDatasetProvenance) {
      int minimum = number(recorded, "min-cardinality").intValue();
      return new Layer(recorded, inner -> new MinimumCardinalityDataset<>(inner, minimum));
    }
    if (recorded instanceof DatasetViewProvenance view) {
      return new Layer(recorded, view(view));
    }
    if (recorded.getClassName().equals(MutableDataset.class.getName())) {
      return new Layer(recorded, MutableDataset::createDeepCopy);
    }
    throw new IrreproducibleException(
        "the model was trained on a "
            + recorded.getClassName()
            + ", which provenance cannot rebuild; train on a MutableDataset, a"
            + " MinimumCardinalityDataset or a DatasetView");
  }

  private static UnaryOperator<Dataset<MultiLabel>> view(DatasetViewProvenance view) {
    int size = number(view, "size").intValue();
    String tag = value(view, "tag").toString();
    ListProvenance<?> recorded = (ListProvenance<?>) value(view, "indices");
    int[] indices =
        recorded.getList().stream().mapToInt(index -> ((IntProvenance) index).getValue()).toArray();
    if (indices.length == size) {
      return inner -> new DatasetView<>(inner, indices, tag);
    }
    if (view.isSampled() && !view.isWeighted()) {
      long seed = number(view, "seed").longValue();
      return inner -> DatasetView.createBootstrapView(inner, size, seed);
    }
    throw new IrreproducibleException(
        "the model was trained on a DatasetView "
            + (tag.isEmpty() ? "" : "'" + tag + "' ")
            + "whose indices were not recorded; call its setStoreIndices(true) before the training");
  }

  private static DataSource<MultiLabel> split(
      DataSource<MultiLabel> source, SplitDataSourceProvenance recorded) {
    TrainTestSplitter<MultiLabel> splitter =
        new TrainTestSplitter<>(
            source,
            number(recorded, "train-proportion").doubleValue(),
            number(recorded, "seed").longValue());
    return Boolean.parseBoolean(value(recorded, "is-train").toString())
        ? splitter.getTrain()
        : splitter.getTest();
  }

  /** Tribuo keeps these values private, but shows them to who goes through all of them. */
  private static Provenance value(ObjectProvenance provenance, String name) {
    for (Pair<String, Provenance> entry : provenance) {
      if (entry.getA().equals(name)) {
        return entry.getB();
      }
    }
    throw new IrreproducibleException(
        "the model's provenance of a " + provenance.getClassName() + " has no " + name);
  }

  private static Number number(ObjectProvenance provenance, String name) {
    return (Number) ((PrimitiveProvenance<?>) value(provenance, name)).getValue();
  }

  /**
   * The data source inside.
   *
   * @return the data source.
   */
  public RebuiltConfiguration source() {
    return source;
  }

  /**
   * Makes the data set.
   *
   * @return the data set, and what was compared.
   * @throws IrreproducibleException if a data set is not of the recorded size, so that something
   *     was done to it that provenance does not tell.
   */
  @SuppressWarnings("unchecked") // What trained a multi-label model is for this output type.
  public Made make() {
    DataSource<MultiLabel> examples = source.build(ConfigurableDataSource.class);
    for (UnaryOperator<DataSource<MultiLabel>> split : splits) {
      examples = split.apply(examples);
    }
    Dataset<MultiLabel> dataset = CompressedDataset.of(examples);
    List<Finding> findings = new ArrayList<>();
    for (Layer layer : layers) {
      dataset = layer.wrapping().apply(dataset);
      Finding size =
          Finding.required(
              "data", layer.name(), size(layer.recorded()), size(dataset.getProvenance()));
      if (!size.same()) {
        throw new IrreproducibleException(
            "the model was trained on a "
                + layer.name()
                + " of "
                + size.recorded()
                + ", and from its provenance one of "
                + size.now()
                + " is made: it was changed after it was made, which provenance cannot repeat;"
                + " change the data source instead");
      }
      findings.add(size);
    }
    return new Made(dataset, findings);
  }

  private static String size(DatasetProvenance dataset) {
    return String.format(
        Locale.ROOT,
        "%d × %d features, %d labels%s",
        dataset.getNumExamples(),
        dataset.getNumFeatures(),
        dataset.getNumOutputs(),
        dataset.isDense() ? ", dense" : "");
  }
}
