package io.github.zlpr.trainer.experiment;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.List;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/** Predicts labels for texts, with the features a model was trained on. */
public final class TextPredictor {

  private final Model<MultiLabel> model;
  private final TextFeatureExtractor<MultiLabel> extractor;

  /**
   * Rebuilds the text features of a model from its provenance.
   *
   * @param model a model trained on a source that has a {@link TextFeatureExtractor} among its
   *     configured parts, such as {@link io.github.zlpr.trainer.data.WordNetDataSource}.
   * @throws IllegalArgumentException if the model was not trained on text.
   */
  public TextPredictor(Model<MultiLabel> model) {
    this.model = model;
    this.extractor = extractor(model);
  }

  /**
   * Predicts the labels of a text.
   *
   * @param text the text.
   * @return the prediction, or nothing if the model knows no word of the text.
   */
  public Optional<Prediction<MultiLabel>> predict(String text) {
    Example<MultiLabel> example = extractor.extract(MultiLabelFactory.UNKNOWN_MULTILABEL, text);
    for (Feature feature : example) {
      if (model.getFeatureIDMap().getID(feature.getName()) >= 0) {
        return Optional.of(model.predict(example));
      }
    }
    return Optional.empty();
  }

  private static TextFeatureExtractor<MultiLabel> extractor(Model<MultiLabel> model) {
    for (ConfiguredObjectProvenance part :
        ProvenanceUtil.orderProvenances(model.getProvenance().getDatasetProvenance())
            .traversalOrder) {
      if (isExtractor(part.getClassName())) {
        List<ConfigurationData> components = ProvenanceUtil.extractConfiguration(part);
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(components);
        @SuppressWarnings("unchecked") // The model's data source had it for this output type.
        TextFeatureExtractor<MultiLabel> extractor =
            (TextFeatureExtractor<MultiLabel>) manager.lookup(components.get(0).getName());
        return extractor;
      }
    }
    throw new IllegalArgumentException(
        "the model was not trained on text: its provenance has no text feature extractor");
  }

  private static boolean isExtractor(String className) {
    try {
      return TextFeatureExtractor.class.isAssignableFrom(
          Class.forName(className, false, TextPredictor.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
