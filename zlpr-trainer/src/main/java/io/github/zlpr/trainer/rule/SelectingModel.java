package io.github.zlpr.trainer.rule;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.eval.LabelSelection;
import io.github.zlpr.trainer.rule.protos.SelectingModelProto;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * Predicts the labels that another model scores highest: at most {@code maxLabels} of those above a
 * threshold.
 *
 * <p>With threshold −∞ these are the top k, as {@code PairwiseLogSumExp}, {@code SubsetSoftmax} and
 * {@code SoftmaxCrossEntropy} predict; with a finite one the rule of {@code PaddedSubsetSoftmax}.
 * Scores are those of the other model, unchanged and for all labels. Of labels with equal scores at
 * the cut the one whose name comes first is selected.
 *
 * <p>The labels of the predicted set themselves have no score: Tribuo's {@code
 * MultiLabelVotingCombiner} takes a scored label for a vote only if its score is above 0.5, which
 * is no rule for raw scores, but an unscored one always.
 *
 * <p>The provenance is that of the other model, but for the class name, unless a trainer that chose
 * the rule gave its own. Serialised by a protobuf message of its own; {@link Model#deserialize}
 * loads it where this class is on the class path.
 */
public final class SelectingModel extends Model<MultiLabel> implements LabelSelection {
  private static final long serialVersionUID = 1L;

  /** Protobuf serialization version. */
  public static final int CURRENT_VERSION = 0;

  private static final Comparator<Label> BEST_FIRST =
      Comparator.comparingDouble(Label::getScore).reversed().thenComparing(Label::getLabel);

  /** Gives the scores. */
  private final Model<MultiLabel> innerModel;

  /** At most so many labels are predicted. */
  private final int maxLabels;

  /** Labels are predicted above this score. */
  private final double threshold;

  /**
   * A model that selects from the labels of another one.
   *
   * @param innerModel a model that scores all its labels.
   * @param maxLabels the largest number of labels to predict, at least 1.
   * @param threshold only labels with a score above it are predicted; −∞ for no threshold.
   * @throws IllegalArgumentException if {@code maxLabels} is below 1 or the threshold is NaN.
   */
  public SelectingModel(Model<MultiLabel> innerModel, int maxLabels, double threshold) {
    this(provenance(innerModel.getProvenance()), innerModel, maxLabels, threshold);
  }

  /** A model with a provenance of its own, for trainers that choose the rule. */
  SelectingModel(
      ModelProvenance provenance, Model<MultiLabel> innerModel, int maxLabels, double threshold) {
    this(innerModel.getName(), provenance, innerModel, maxLabels, threshold);
  }

  private SelectingModel(
      String name,
      ModelProvenance provenance,
      Model<MultiLabel> innerModel,
      int maxLabels,
      double threshold) {
    super(
        name,
        provenance,
        innerModel.getFeatureIDMap(),
        innerModel.getOutputIDInfo(),
        innerModel.generatesProbabilities());
    if (maxLabels < 1) {
      throw new IllegalArgumentException("maxLabels must be at least 1, found " + maxLabels);
    }
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("threshold must be a number, found NaN");
    }
    this.innerModel = innerModel;
    this.maxLabels = maxLabels;
    this.threshold = threshold;
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
    if (version < 0 || version > CURRENT_VERSION) {
      throw new IllegalArgumentException(
          "Unknown version "
              + version
              + ", this class supports at most version "
              + CURRENT_VERSION);
    }
    SelectingModelProto proto = message.unpack(SelectingModelProto.class);
    ModelDataCarrier<?> carrier =
        ModelDataCarrier.deserialize(proto.getMetadata().unpack(ModelDataProto.class));
    Model<MultiLabel> inner =
        Model.deserialize(proto.getModel().unpack(ModelProto.class)).castModel(MultiLabel.class);
    return new SelectingModel(
        carrier.name(), carrier.provenance(), inner, proto.getMaxLabels(), proto.getThreshold());
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

  /**
   * The largest number of labels that are predicted.
   *
   * @return at least 1.
   */
  public int getMaxLabels() {
    return maxLabels;
  }

  /**
   * The score above which labels are predicted.
   *
   * @return a number, or −∞.
   */
  public double getThreshold() {
    return threshold;
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
    Map<String, MultiLabel> scores = inner.getOutputScores();
    if (scores.isEmpty()) {
      throw new IllegalArgumentException(
          innerModel.getClass().getName() + " gives no scores, so no labels can be selected");
    }
    Set<Label> selected =
        scores.values().stream()
            .flatMap(output -> output.getLabelSet().stream())
            .filter(label -> label.getScore() > threshold)
            .sorted(BEST_FIRST)
            .limit(maxLabels)
            .map(label -> new Label(label.getLabel()))
            .collect(Collectors.toCollection(HashSet::new));
    return new Prediction<>(
        new MultiLabel(selected),
        scores,
        inner.getNumActiveFeatures(),
        example,
        generatesProbabilities);
  }

  /** Of equal scores, as in {@link #predict}, the label whose name comes first is better. */
  @Override
  public BitSet selectLabels(double[] scores) {
    int[] above = IntStream.range(0, scores.length).filter(id -> scores[id] > threshold).toArray();
    BitSet selected = new BitSet(scores.length);
    if (above.length <= maxLabels) {
      IntStream.of(above).forEach(selected::set);
      return selected;
    }
    IntStream.of(above)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(id -> -scores[id])
                .thenComparing(id -> outputIDInfo.getOutput(id).getLabelString()))
        .limit(maxLabels)
        .forEach(selected::set);
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
    return new SelectingModel(newName, newProvenance, innerModel, maxLabels, threshold);
  }
}
