package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.core.RootLocale;
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
   *     configured parts, such as {@link io.github.zlpr.data.WordNetDataSource}.
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
    Example<MultiLabel> example =
        RootLocale.call(() -> extractor.extract(MultiLabelFactory.UNKNOWN_MULTILABEL, text));
    for (Feature feature : example) {
      if (model.getFeatureIDMap().getID(feature.getName()) >= 0) {
        return Optional.of(model.predict(example));
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("unchecked") // The model's data source had it for this output type.
  private static TextFeatureExtractor<MultiLabel> extractor(Model<MultiLabel> model) {
    ObjectProvenance data = model.getProvenance().getDatasetProvenance();
    return ProvenanceUtil.orderProvenances(data).traversalOrder.stream()
        .flatMap(part -> Recorded.rebuild(part, TextFeatureExtractor.class).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the model was not trained on text: its provenance has no text feature"
                        + " extractor"));
  }
}
