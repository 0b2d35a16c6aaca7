package io.github.zlpr.spark;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.trainer.rule.CalibratedModel;
import io.github.zlpr.trainer.rule.LossRule;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.MutableFeatureMap;
import org.tribuo.OutputInfo;
import org.tribuo.Tribuo;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.protos.ImmutableMultiLabelInfoProto;
import org.tribuo.protos.core.OutputDomainProto;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/** Makes Tribuo's model from Spark's. */
final class TribuoExport {

  private final MultiLabelModel<?> model;
  private final MultiLabelLoss objective;
  private final String[] featureNames;
  private final ImmutableFeatureMap features;
  private final ImmutableOutputInfo<MultiLabel> labels;

  /**
   * An export.
   *
   * @param model Spark's model.
   * @param featureNames the names of its features by index.
   * @param labelNames the names of its labels by index.
   * @throws IllegalArgumentException if these are no names of so many features and labels.
   */
  TribuoExport(MultiLabelModel<?> model, String[] featureNames, String[] labelNames) {
    checkNames("feature", featureNames, model.featureCount());
    checkNames("label", labelNames, model.interceptVector().size());
    if (model.getLabelNames().length > 0 && !Arrays.equals(labelNames, model.getLabelNames())) {
      throw new IllegalArgumentException(
          "the label names are not the model's own, which are its parameter labelNames");
    }
    this.model = model;
    this.featureNames = featureNames;
    objective = Losses.parse(model.getObjective());
    features = features(featureNames);
    labels = labels(labelNames);
  }

  Model<MultiLabel> model() {
    Model<MultiLabel> scores = LossRule.apply(model.export(this));
    return model.probabilityMap().length == 0
        ? scores
        : new CalibratedModel(provenance(CalibratedModel.class), scores, model.probabilities());
  }

  MultiLabelLoss objective() {
    return objective;
  }

  ImmutableFeatureMap features() {
    return features;
  }

  /** The labels have the ids of their indices. */
  ImmutableOutputInfo<MultiLabel> labels() {
    return labels;
  }

  /** Tribuo's id of a feature, which follows the sorted names. */
  int id(int feature) {
    return features.getID(featureNames[feature]);
  }

  static void checkNames(String kind, String[] names, int expected) {
    if (names.length != expected) {
      throw new IllegalArgumentException(
          "the model has " + expected + " " + kind + "s, found " + names.length + " names");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name == null || !seen.add(name)) {
        throw new IllegalArgumentException(
            kind + " name " + (name == null ? "is null" : "'" + name + "' occurs twice"));
      }
    }
  }

  /** How often a feature occurred is no longer known. */
  private static ImmutableFeatureMap features(String[] names) {
    MutableFeatureMap features = new MutableFeatureMap();
    for (String name : names) {
      features.add(name, 1.0);
    }
    return new ImmutableFeatureMap(features);
  }

  /**
   * The labels under their Spark indices, with their counts, which metrics with propensities need.
   */
  @SuppressWarnings("unchecked")
  private ImmutableOutputInfo<MultiLabel> labels(String[] names) {
    long[] counts = model.summary().labelCounts();
    ImmutableMultiLabelInfoProto.Builder labels = ImmutableMultiLabelInfoProto.newBuilder();
    for (int label = 0; label < names.length; label++) {
      // Tribuo knows no label that was never observed.
      labels.addLabel(names[label]).addCount(Math.max(1L, counts[label])).addId(label);
    }
    labels.setTotalCount(asInt(model.summary().examples()));
    return (ImmutableOutputInfo<MultiLabel>)
        OutputInfo.deserialize(
            OutputDomainProto.newBuilder()
                .setVersion(0)
                .setClassName(ImmutableMultiLabelInfo.class.getName())
                .setSerializedData(Any.pack(labels.build()))
                .build());
  }

  ModelProvenance provenance(Class<?> ofModel) {
    TrainingSummary summary = model.summary();
    double[] history = summary.objectiveHistory();
    Map<String, Provenance> run = new HashMap<>();
    put(run, new StringProvenance("spark-version", summary.sparkVersion()));
    put(run, new StringProvenance("spark-uid", model.uid()));
    put(run, new LongProvenance("examples", summary.examples()));
    put(run, new IntProvenance("iterations", summary.totalIterations()));
    put(
        run,
        new DoubleProvenance(
            "final-objective", history.length == 0 ? Double.NaN : history[history.length - 1]));
    put(run, new DoubleProvenance("gradient-norm", summary.gradientNorm()));
    put(run, new StringProvenance("stop-reason", summary.stopReason()));
    return new ModelProvenance(
        ofModel.getName(),
        OffsetDateTime.now(ZoneId.systemDefault()),
        dataProvenance(),
        trainerProvenance(),
        run);
  }

  private TrainerProvenance trainerProvenance() {
    Map<String, Provenance> parameters = new HashMap<>();
    for (Param<?> param : model.params()) {
      if (model.isDefined(param)) {
        put(parameters, parameter(param.name(), model.getOrDefault(param)));
      }
    }
    parameters.put(model.objective().name(), objective.getProvenance());
    put(
        parameters,
        new StringProvenance(ObjectProvenance.CLASS_NAME, model.estimatorClass().getName()));
    put(parameters, new StringProvenance("host-short-name", "Trainer"));
    put(parameters, new IntProvenance(TrainerProvenance.TRAIN_INVOCATION_COUNT, 0));
    put(parameters, new BooleanProvenance(TrainerProvenance.IS_SEQUENCE, false));
    put(parameters, new StringProvenance(TrainerProvenance.TRIBUO_VERSION_STRING, Tribuo.VERSION));
    return new TrainerProvenanceImpl(parameters);
  }

  private static PrimitiveProvenance<?> parameter(String name, Object value) {
    if (value instanceof Boolean flag) {
      return new BooleanProvenance(name, flag);
    }
    if (value instanceof Integer integer) {
      return new IntProvenance(name, integer);
    }
    if (value instanceof Double real) {
      return new DoubleProvenance(name, real);
    }
    return new StringProvenance(
        name, value instanceof String[] texts ? String.join(",", texts) : value.toString());
  }

  private DatasetProvenance dataProvenance() {
    Map<String, Provenance> data = new HashMap<>();
    put(data, new StringProvenance(DatasetProvenance.CLASS_NAME, Dataset.class.getName()));
    data.put(
        "datasource",
        new SimpleDataSourceProvenance(
            "the data set that Spark's estimator " + model.uid() + " was fitted to",
            new MultiLabelFactory()));
    data.put("transformations", new ListProvenance<>());
    put(data, new BooleanProvenance("is-dense", false));
    put(data, new BooleanProvenance("is-sequence", false));
    put(data, new IntProvenance("num-examples", asInt(model.summary().examples())));
    put(data, new IntProvenance("num-features", model.featureCount()));
    put(data, new IntProvenance("num-outputs", model.interceptVector().size()));
    put(data, new StringProvenance("tribuo-version", Tribuo.VERSION));
    return new DatasetProvenance(data);
  }

  /** Tribuo counts examples in ints. */
  private static int asInt(long count) {
    return (int) Math.min(Integer.MAX_VALUE, count);
  }

  private static void put(Map<String, Provenance> map, PrimitiveProvenance<?> value) {
    map.put(value.getKey(), value);
  }
}
