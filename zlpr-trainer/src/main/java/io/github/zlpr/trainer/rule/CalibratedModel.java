package io.github.zlpr.trainer.rule;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.core.ModelWrapper;
import io.github.zlpr.trainer.model.ProtoVersion;
import io.github.zlpr.trainer.rule.protos.CalibratedModelProto;
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
 * A model whose scores are probabilities: p = σ(a s + b_l) of the scores s of another model. {@link
 * CalibratedTrainer} finds a and b.
 *
 * <p>The labels predicted are those of the other model. Top features and excuses are the other
 * model's too: they explain s.
 *
 * <p>The model has its own protobuf message; {@link Model#deserialize} loads it if this class is on
 * the class path.
 */
public final class CalibratedModel extends Model<MultiLabel> implements ModelWrapper {
  private static final long serialVersionUID = 1L;

  /** Protobuf serialization version. */
  public static final int CURRENT_VERSION = 0;

  /** Gives the scores. */
  private final Model<MultiLabel> innerModel;

  /** The factor of the scores. */
  private final double slope;

  /** What is added to the scores, by label id. */
  private final double[] offsets;

  /**
   * A model that gives probabilities for the scores of another.
   *
   * @param provenance what the model was made by.
   * @param innerModel gives the scores and the predicted labels.
   * @param map makes probabilities of the scores, with an offset for each label.
   */
  public CalibratedModel(
      ModelProvenance provenance, Model<MultiLabel> innerModel, LogisticMap map) {
    this(innerModel.getName(), provenance, innerModel, map);
  }

  private CalibratedModel(
      String name, ModelProvenance provenance, Model<MultiLabel> innerModel, LogisticMap map) {
    super(name, provenance, innerModel.getFeatureIDMap(), innerModel.getOutputIDInfo(), true);
    this.innerModel = innerModel;
    slope = map.slope();
    offsets = map.offsets();
  }

  /**
   * Deserialization factory.
   *
   * @param version the serialized object version.
   * @param className the class name.
   * @param message the serialized data.
   * @return the deserialized model.
   * @throws InvalidProtocolBufferException if the message is not that of a calibrated model.
   */
  public static CalibratedModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    ProtoVersion.require(version, CURRENT_VERSION);
    CalibratedModelProto proto = message.unpack(CalibratedModelProto.class);
    ModelDataCarrier<?> carrier =
        ModelDataCarrier.deserialize(proto.getMetadata().unpack(ModelDataProto.class));
    Model<MultiLabel> inner =
        Model.deserialize(proto.getModel().unpack(ModelProto.class)).castModel(MultiLabel.class);
    double[] offsets = proto.getOffsetsList().stream().mapToDouble(Double::doubleValue).toArray();
    if (offsets.length != inner.getOutputIDInfo().size()) {
      throw new IllegalStateException(
          "a calibrated model has "
              + offsets.length
              + " offsets for "
              + inner.getOutputIDInfo().size()
              + " labels");
    }
    return new CalibratedModel(
        carrier.name(), carrier.provenance(), inner, new LogisticMap(proto.getSlope(), offsets));
  }

  @Override
  public ModelProto serialize() {
    CalibratedModelProto proto =
        CalibratedModelProto.newBuilder()
            .setMetadata(Any.pack(createDataCarrier().serialize()))
            .setModel(Any.pack(innerModel.serialize()))
            .setSlope(slope)
            .addAllOffsets(Arrays.stream(offsets).boxed().toList())
            .build();
    return ModelProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(CalibratedModel.class.getName())
        .setSerializedData(Any.pack(proto))
        .build();
  }

  @Override
  public Model<MultiLabel> getInnerModel() {
    return innerModel;
  }

  /**
   * The factor of the scores.
   *
   * @return a in σ(a s + b_l).
   */
  public double getSlope() {
    return slope;
  }

  /**
   * What is added to the scores of a label.
   *
   * @param label the id of the label.
   * @return b_l in σ(a s + b_l).
   */
  public double getOffset(int label) {
    return offsets[label];
  }

  /**
   * Predicts the labels that the other model does.
   *
   * @param example the example.
   * @return these labels, and the probabilities of all labels.
   * @throws IllegalArgumentException if the inner model gives no scores.
   */
  @Override
  public Prediction<MultiLabel> predict(Example<MultiLabel> example) {
    Prediction<MultiLabel> inner = innerModel.predict(example);
    if (inner.getOutputScores().isEmpty()) {
      throw new IllegalArgumentException(
          innerModel.getClass().getName() + " gives no scores, so there are no probabilities");
    }
    LogisticMap map = new LogisticMap(slope, offsets);
    Map<String, MultiLabel> probabilities = new HashMap<>();
    for (MultiLabel output : inner.getOutputScores().values()) {
      for (Label label : output.getLabelSet()) {
        int id = outputIDInfo.getID(new MultiLabel(label.getLabel()));
        probabilities.put(
            label.getLabel(),
            new MultiLabel(new Label(label.getLabel(), map.probability(id, label.getScore()))));
      }
    }
    Set<Label> predicted = new HashSet<>();
    for (String name : inner.getOutput().getNameSet()) {
      predicted.addAll(probabilities.get(name).getLabelSet());
    }
    return new Prediction<>(
        new MultiLabel(predicted),
        probabilities,
        inner.getNumActiveFeatures(),
        example,
        generatesProbabilities);
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
  protected CalibratedModel copy(String newName, ModelProvenance newProvenance) {
    return new CalibratedModel(newName, newProvenance, innerModel, new LogisticMap(slope, offsets));
  }
}
