package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.TableSource;
import io.github.zlpr.data.UnlabelledSource;
import io.github.zlpr.data.UnlabelledTexts;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.multilabel.MultiLabel;

/**
 * Labels raw input by a model: texts, rows of a table, files, or Tribuo's examples. How features
 * are made of them is read from the provenance of the model, so nothing but the model is needed.
 *
 * <p>May be used by several threads at once, as in a server; make one for each model and keep it.
 */
public final class Predictor {

  private final Model<MultiLabel> model;
  private final Optional<UnlabelledSource> source;

  /** Tokenizers have state, so each thread has its own. */
  private final ThreadLocal<Optional<TextFeatureExtractor<MultiLabel>>> extractor;

  /**
   * A predictor.
   *
   * @param model a model of any class. Input other than examples needs one whose training data came
   *     from a configured source.
   */
  public Predictor(Model<MultiLabel> model) {
    this.model = model;
    this.source = source(parts());
    this.extractor = ThreadLocal.withInitial(() -> extractor(parts()));
  }

  private List<ConfiguredObjectProvenance> parts() {
    return ProvenanceUtil.orderProvenances(model.getProvenance().getDatasetProvenance())
        .traversalOrder;
  }

  @SuppressWarnings("unchecked") // A model for multi-labels was trained on multi-labels.
  private static Optional<UnlabelledSource> source(List<ConfiguredObjectProvenance> parts) {
    return parts.stream()
        .flatMap(part -> Recorded.rebuild(part, ConfigurableDataSource.class).stream())
        .map(part -> TableSource.of((DataSource<MultiLabel>) part))
        .filter(UnlabelledSource.class::isInstance)
        .map(UnlabelledSource.class::cast)
        .findFirst();
  }

  @SuppressWarnings("unchecked") // The model's data source had it for this output type.
  private static Optional<TextFeatureExtractor<MultiLabel>> extractor(
      List<ConfiguredObjectProvenance> parts) {
    return parts.stream()
        .flatMap(part -> Recorded.rebuild(part, TextFeatureExtractor.class).stream())
        .map(part -> (TextFeatureExtractor<MultiLabel>) part)
        .findFirst();
  }

  /**
   * The model.
   *
   * @return the model that was given.
   */
  public Model<MultiLabel> model() {
    return model;
  }

  /**
   * Whether the model can label a text.
   *
   * @return true if its training data were texts, or a table with one column of features.
   */
  public boolean readsTexts() {
    return extractor.get().isPresent() || textColumn().isPresent();
  }

  /** The only column that features are made of. */
  private Optional<String> textColumn() {
    return source
        .filter(TableSource.class::isInstance)
        .map(table -> ((TableSource) table).featureColumns())
        .filter(columns -> columns.size() == 1)
        .map(columns -> columns.iterator().next());
  }

  /**
   * Labels a text.
   *
   * @param text the text.
   * @return the answer.
   * @throws IllegalArgumentException if the model was not trained on texts.
   */
  public Answer text(String text) {
    return RootLocale.call(() -> example(textExample(text)));
  }

  private Example<MultiLabel> textExample(String text) {
    if (extractor.get().isPresent()) {
      return UnlabelledTexts.example(text, extractor.get().get());
    }
    String column =
        textColumn()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the model was not trained on text: its provenance has no text feature"
                            + " extractor; give it a data file"));
    return ((TableSource) source.orElseThrow()).example(Map.of(column, text));
  }

  /**
   * Labels a row of a table.
   *
   * @param cells the texts of the columns that the model was trained on; others do not count.
   * @return the answer.
   * @throws IllegalArgumentException if the model was not trained on a table.
   * @throws InvalidDataException if a column is missing or a cell cannot be read.
   */
  public Answer row(Map<String, String> cells) {
    if (source.isPresent() && source.get() instanceof TableSource table) {
      return RootLocale.call(() -> example(table.example(cells)));
    }
    throw new IllegalArgumentException("the model was not trained on a table of CSV or JSON");
  }

  /**
   * Labels an example.
   *
   * @param example the example; its output does not count.
   * @return the answer.
   */
  public Answer example(Example<MultiLabel> example) {
    for (Feature feature : example) {
      if (model.getFeatureIDMap().getID(feature.getName()) >= 0) {
        return new Answer(example, Optional.of(RootLocale.call(() -> model.predict(example))));
      }
    }
    return new Answer(example, Optional.empty());
  }

  /**
   * Reads the examples of a file, in the form and with the settings of the model's training data;
   * of a model trained on other texts, each line is a text. Labels in the file do not count.
   *
   * @param file the file.
   * @return the examples, one for each row, read as they are asked for.
   * @throws IllegalArgumentException if the form of the training data is not known.
   * @throws InvalidDataException if the file is missing or not in that form.
   */
  public Iterator<Example<MultiLabel>> read(Path file) {
    return RootLocale.call(
        () -> {
          if (source.isPresent()) {
            return source.get().unlabelled(file, labels());
          }
          return UnlabelledTexts.read(
              file,
              extractor
                  .get()
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "the model does not say how its training data were read; give the"
                                  + " data by a source of a configuration")));
        });
  }

  private Set<String> labels() {
    return model.getOutputIDInfo().getDomain().stream()
        .map(MultiLabel::getLabelString)
        .collect(Collectors.toSet());
  }
}
