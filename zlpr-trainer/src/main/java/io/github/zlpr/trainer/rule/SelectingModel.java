package io.github.zlpr.trainer.rule;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.core.LabelSelection;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.trainer.model.ProtoVersion;
import io.github.zlpr.trainer.rule.protos.SelectingModelProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * Predicts the labels that another model scores highest, by a {@link PredictionRule}.
 *
 * <p>With threshold −∞ these are the top k, as {@code PairwiseLogSumExp}, {@code SubsetSoftmax} and
 * {@code SoftmaxCrossEntropy} predict; with a finite one this is the rule of {@code
 * PaddedSubsetSoftmax}. The scores are those of the other model, unchanged and for all labels.
 *
 * <p>The labels of the predicted set themselves have no score: Tribuo's {@code
 * MultiLabelVotingCombiner} counts a label with a score as a vote only if that score is above 0.5,
 * which makes no sense for raw scores. It always counts a label without a score.
 *
 * <p>The provenance is that of the other model with another class name, unless a trainer that chose
 * the rule gave its own. The model has its own protobuf message; {@link Model#deserialize} loads it
 * if this class is on the class path.
 */
public final class SelectingModel extends Model<MultiLabel> implements LabelSelection {
  private static final long serialVersionUID = 1L;

  /** Protobuf serialization version. */
  public static final int CURRENT_VERSION = 0;

  /** Gives the scores. */
  private final Model<MultiLabel> innerModel;

  /** Labels with a score above it are predicted. */
  private final double threshold;

  /** At most this many labels are predicted. */
  private final int maxLabels;

  /** The order of labels with equal scores, by id. */
  private final int[] places;

  /**
   * A model that selects from the labels of another one.
   *
   * @param innerModel a model that scores all its labels.
   * @param rule which labels are predicted.
   */
  public SelectingModel(Model<MultiLabel> innerModel, PredictionRule rule) {
    this(provenance(innerModel.getProvenance()), innerModel, rule);
  }

  /** A model with a provenance of its own, for trainers that choose the rule. */
  SelectingModel(ModelProvenance provenance, Model<MultiLabel> innerModel, PredictionRule rule) {
    this(innerModel.getName(), provenance, innerModel, rule);
  }

  private SelectingModel(
      String name, ModelProvenance provenance, Model<MultiLabel> innerModel, PredictionRule rule) {
    super(
        name,
        provenance,
        innerModel.getFeatureIDMap(),
        innerModel.getOutputIDInfo(),
        innerModel.generatesProbabilities());
    this.innerModel = innerModel;
    threshold = rule.threshold();
    maxLabels = rule.maxLabels();
    places = PredictionRule.places(outputIDInfo);
  }

  private static ModelProvenance provenance(ModelProvenance inner) {
    return new ModelProvenance(
        SelectingModel.class.getName(),
        inner.getTrainingTime(),
        inner.getDatasetProvenance(),
        inner.getTrainerProvenance(),
        new HashMap<>(inner.getInstanceProvenance().getMap()));
  }

  /**
   * Deserialization factory.
   *
   * @param version the serialized object version.
   * @param className the class name.
   * @param message the serialized data.
   * @return the deserialized model.
   * @throws InvalidProtocolBufferException if the message is not that of a selecting model.
   */
  public static SelectingModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    ProtoVersion.require(version, CURRENT_VERSION);
    SelectingModelProto proto = message.unpack(SelectingModelProto.class);
    ModelDataCarrier<?> carrier =
        ModelDataCarrier.deserialize(proto.getMetadata().unpack(ModelDataProto.class));
    Model<MultiLabel> inner =
        Model.deserialize(proto.getModel().unpack(ModelProto.class)).castModel(MultiLabel.class);
    return new SelectingModel(
        carrier.name(),
        carrier.provenance(),
        inner,
        new PredictionRule(proto.getThreshold(), proto.getMaxLabels()));
  }

  @Override
  public ModelProto serialize() {
    SelectingModelProto proto =
        SelectingModelProto.newBuilder()
            .setMetadata(Any.pack(createDataCarrier().serialize()))
            .setModel(Any.pack(innerModel.serialize()))
            .setMaxLabels(maxLabels)
            .setThreshold(threshold)
            .build();
    return ModelProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(SelectingModel.class.getName())
        .setSerializedData(Any.pack(proto))
        .build();
  }

  @Override
  public Model<MultiLabel> getInnerModel() {
    return innerModel;
  }

  @Override
  public PredictionRule getRule() {
    return new PredictionRule(threshold, maxLabels);
  }

  /**
   * Predicts the best labels.
   *
   * @param example the example.
   * @return the selected labels, and the scores of all labels.
   * @throws IllegalArgumentException if the inner model gives no scores.
   */
  @Override
  public Prediction<MultiLabel> predict(Example<MultiLabel> example) {
    Prediction<MultiLabel> inner = innerModel.predict(example);
    Map<String, MultiLabel> outputs = inner.getOutputScores();
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException(
          innerModel.getClass().getName() + " gives no scores, so no labels can be selected");
    }
    return new Prediction<>(
        new MultiLabel(select(outputs)),
        outputs,
        inner.getNumActiveFeatures(),
        example,
        generatesProbabilities);
  }

  private Set<Label> select(Map<String, MultiLabel> outputs) {
    double[] scores = new double[outputIDInfo.size()];
    Arrays.fill(scores, Double.NaN);
    for (MultiLabel output : outputs.values()) {
      for (Label label : output.getLabelSet()) {
        scores[outputIDInfo.getID(new MultiLabel(label.getLabel()))] = label.getScore();
      }
    }
    Set<Label> selected = new HashSet<>();
    for (int id : getRule().select(scores, places)) {
      selected.add(new Label(outputIDInfo.getOutput(id).getLabelString()));
    }
    return selected;
  }

  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return innerModel.getTopFeatures(n);
  }

  @Override
  public Optional<Excuse<MultiLabel>> getExcuse(Example<MultiLabel> example) {
    return innerModel.getExcuse(example);
  }

  @Override
  protected SelectingModel copy(String newName, ModelProvenance newProvenance) {
    return new SelectingModel(newName, newProvenance, innerModel, getRule());
  }
}
