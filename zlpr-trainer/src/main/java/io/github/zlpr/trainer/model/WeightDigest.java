package io.github.zlpr.trainer.model;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.zlpr.core.ModelWrapper;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.core.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.VariableInfo;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.multilabel.baseline.ClassifierChainModel;
import org.tribuo.multilabel.baseline.IndependentMultiLabelModel;
import org.tribuo.transform.TransformedModel;
import org.tribuo.transform.Transformer;

/**
 * The SHA-256 of everything that a model uses to predict.
 *
 * <p>Two trainings were identical if the digests of their models are. Model files cannot be
 * compared, because they hold the time of training.
 *
 * <p>The digest covers the model's class, the names of its features and outputs in the order of
 * their ids, and all fields of its protobuf message except the metadata, which hold the provenance
 * and its times. So it works for every Tribuo model that can be serialised. Models inside another
 * one are digested in the same way: those of {@link ModelWrapper}s, {@link TransformedModel},
 * {@link IndependentMultiLabelModel}, {@link ClassifierChainModel} and {@link
 * WeightedEnsembleModel}. Other models of models have times among their fields, and no two digests
 * of them are the same.
 */
public final class WeightDigest {

  private static final int TRANSFORMERS = 3;

  private final Sha256 sha = new Sha256();

  private WeightDigest() {}

  /**
   * Digests a model.
   *
   * @param model the model.
   * @return 64 hexadecimal digits.
   */
  public static String of(Model<?> model) {
    WeightDigest digest = new WeightDigest();
    try {
      digest.add(model);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("a model serialises to a valid message", e);
    }
    return digest.sha.hex();
  }

  private void add(Model<?> model) throws InvalidProtocolBufferException {
    sha.add(model.getClass().getName());
    for (VariableInfo feature : model.getFeatureIDMap()) {
      sha.add(feature.getName());
    }
    ImmutableOutputInfo<?> outputs = model.getOutputIDInfo();
    for (int id = 0; id < outputs.size(); id++) {
      sha.add(outputs.getOutput(id).getSerializableForm(false));
    }
    if (model instanceof ModelWrapper wrapper) {
      addFields(model, MessageField.METADATA, MessageField.INNER_MODELS);
      add(wrapper.getInnerModel());
    } else if (model instanceof TransformedModel<?> transformed) {
      addFields(model, MessageField.METADATA, MessageField.INNER_MODELS, TRANSFORMERS);
      addTransformers(transformed);
      add(transformed.getInnerModel());
    } else if (model instanceof IndependentMultiLabelModel independent) {
      addModels(independent, independent.getModels());
    } else if (model instanceof ClassifierChainModel chain) {
      addModels(chain, chain.getModels());
    } else if (model instanceof WeightedEnsembleModel<?> ensemble) {
      addModels(ensemble, ensemble.getModels());
    } else {
      addFields(model, MessageField.METADATA);
    }
  }

  private void addModels(Model<?> model, List<? extends Model<?>> innerModels)
      throws InvalidProtocolBufferException {
    addFields(model, MessageField.METADATA, MessageField.INNER_MODELS);
    for (Model<?> inner : innerModels) {
      add(inner);
    }
  }

  private void addFields(Model<?> model, Integer... withoutFields)
      throws InvalidProtocolBufferException {
    Set<Integer> without = Set.of(withoutFields);
    for (MessageField field :
        MessageField.of(RootLocale.call(model::serialize).getSerializedData().getValue())) {
      if (!without.contains(field.number())) {
        sha.add(field.encoded());
      }
    }
  }

  /** By the names of the features: the map's own order depends on its history. */
  private void addTransformers(TransformedModel<?> model) {
    Map<String, List<Transformer>> transformers = new TreeMap<>();
    model.getTransformerMap().entrySet().forEach(e -> transformers.put(e.getKey(), e.getValue()));
    transformers.forEach(
        (feature, list) -> {
          sha.add(feature);
          list.forEach(
              transformer -> sha.add(RootLocale.call(transformer::serialize).toByteString()));
        });
  }
}
