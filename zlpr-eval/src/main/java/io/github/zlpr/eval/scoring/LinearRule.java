package io.github.zlpr.eval.scoring;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.zlpr.core.RootLocale;
import java.lang.reflect.Field;
import java.util.Optional;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.multilabel.sgd.protos.MultiLabelLinearSGDProto;

/**
 * What Tribuo's linear model does with raw scores: it normalises them, and predicts the labels
 * whose scores are then above a threshold.
 *
 * <p>Both are in private fields and in the model's serialised form. The fields are read where the
 * class loader and Tribuo's version allow it, because serialising a model takes longer than
 * evaluating it.
 *
 * @param normalizer the normaliser.
 * @param threshold the threshold.
 */
public record LinearRule(VectorNormalizer normalizer, double threshold) {

  /**
   * The rule of a model.
   *
   * @param model the model.
   * @return its rule; nothing if the fields cannot be read and the model has more weights than
   *     Tribuo can serialise, which is what fits in one array of bytes.
   */
  public static Optional<LinearRule> of(LinearSGDModel model) {
    return fromFields(model).or(() -> fromSerialisedForm(model));
  }

  static Optional<LinearRule> fromFields(LinearSGDModel model) {
    try {
      Field normalizer = LinearSGDModel.class.getDeclaredField("normalizer");
      Field threshold = LinearSGDModel.class.getDeclaredField("threshold");
      return normalizer.trySetAccessible() && threshold.trySetAccessible()
          ? Optional.of(
              new LinearRule((VectorNormalizer) normalizer.get(model), threshold.getDouble(model)))
          : Optional.empty();
    } catch (ReflectiveOperationException | IllegalArgumentException | ClassCastException e) {
      return Optional.empty();
    }
  }

  static Optional<LinearRule> fromSerialisedForm(LinearSGDModel model) {
    long weights = (model.getFeatureIDMap().size() + 1L) * model.getOutputIDInfo().size();
    if (weights > Integer.MAX_VALUE / Double.BYTES) {
      return Optional.empty();
    }
    try {
      MultiLabelLinearSGDProto proto =
          RootLocale.call(model::serialize)
              .getSerializedData()
              .unpack(MultiLabelLinearSGDProto.class);
      return Optional.of(
          new LinearRule(
              VectorNormalizer.deserialize(proto.getNormalizer()), proto.getThreshold()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("Tribuo cannot read what it has written", e);
    }
  }
}
