package io.github.zlpr.experiment.report;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.FileProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.URLProvenance;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.TrainerProvenance;

/** What readers of a page call trainers and data, from their provenance. */
public final class Names {

  private static final String OBJECTIVE = "objective";
  private static final String PART = "part";
  private static final String LABELS = "labels";

  private Names() {}

  /**
   * The trainer that does the work, and its loss, for headings.
   *
   * @param trainer the provenance of a trainer, or of one that wraps it.
   * @return for example {@code ZLPR, LinearMultiLabelTrainer}.
   */
  public static String shortly(ObjectProvenance trainer) {
    Optional<ObjectProvenance> inner = wrapped(trainer);
    return inner.isPresent()
        ? shortly(inner.get())
        : loss(trainer).map(loss -> simpleName(loss) + ", ").orElse("") + simpleName(trainer);
  }

  /**
   * The trainer with its loss and the settings of the loss, and all trainers around it.
   *
   * @param trainer the provenance of a trainer.
   * @return for example {@code TransformTrainer around LinearMultiLabelTrainer with ZLPR (scale
   *     1.0)}.
   */
  public static String fully(ObjectProvenance trainer) {
    Optional<ObjectProvenance> inner = wrapped(trainer);
    return simpleName(trainer)
        + loss(trainer).map(loss -> " with " + simpleName(loss) + settings(loss)).orElse("")
        + inner.map(wrapped -> " around " + fully(wrapped)).orElse("");
  }

  /**
   * Where data come from, for headings.
   *
   * @param data the provenance of a data set or source.
   * @return the name of its file, or else of its class; with its part, if it is one.
   */
  public static String shortly(DataProvenance data) {
    DataProvenance source = source(data);
    return innermost(source) + part(source).map(part -> " (" + part + ")").orElse("");
  }

  private static String innermost(DataProvenance source) {
    Optional<String> file = file(source);
    if (file.isPresent()) {
      return file.get()
          .substring(Math.max(file.get().lastIndexOf('/'), file.get().lastIndexOf('\\')) + 1);
    }
    return wrappedSource(source).map(Names::innermost).orElseGet(() -> simpleName(source));
  }

  /**
   * Where data come from.
   *
   * @param data the provenance of a data set or source.
   * @return the class of the source and its file, with all sources around it.
   */
  public static String fully(DataProvenance data) {
    DataProvenance source = source(data);
    return simpleName(source)
        + part(source).map(part -> " (" + part + ")").orElse("")
        + file(source).map(file -> " " + file).orElse("")
        + wrappedSource(source).map(inner -> " of " + fully(inner)).orElse("");
  }

  private static DataProvenance source(DataProvenance data) {
    return data instanceof DatasetProvenance dataset ? source(dataset.getSourceProvenance()) : data;
  }

  private static Optional<ObjectProvenance> wrapped(ObjectProvenance trainer) {
    return parameters(trainer, TrainerProvenance.class).map(ObjectProvenance.class::cast);
  }

  private static Optional<DataProvenance> wrappedSource(DataProvenance source) {
    return parameters(source, DataProvenance.class);
  }

  private static <T> Optional<T> parameters(ObjectProvenance object, Class<T> kind) {
    return object instanceof ConfiguredObjectProvenance configured
        ? configured.getConfiguredParameters().values().stream()
            .filter(kind::isInstance)
            .map(kind::cast)
            .findFirst()
        : Optional.empty();
  }

  private static Optional<ObjectProvenance> loss(ObjectProvenance trainer) {
    return trainer instanceof ConfiguredObjectProvenance configured
            && configured.getConfiguredParameters().get(OBJECTIVE) instanceof ObjectProvenance loss
        ? Optional.of(loss)
        : Optional.empty();
  }

  private static String settings(ObjectProvenance object) {
    String settings =
        object instanceof ConfiguredObjectProvenance configured
            ? configured.getConfiguredParameters().entrySet().stream()
                .filter(setting -> setting.getValue() instanceof PrimitiveProvenance<?>)
                .sorted(Map.Entry.comparingByKey())
                .map(setting -> setting.getKey() + " " + value(setting.getValue()))
                .collect(Collectors.joining(", "))
            : "";
    return settings.isEmpty() ? "" : " (" + settings + ")";
  }

  private static Optional<String> part(DataProvenance source) {
    return source instanceof ConfiguredObjectProvenance configured
            && configured.getConfiguredParameters().get(PART) instanceof PrimitiveProvenance<?> part
        ? Optional.of(value(part))
        : Optional.empty();
  }

  /** The examples' file; label files are not it. */
  private static Optional<String> file(DataProvenance source) {
    return source instanceof ConfiguredObjectProvenance configured
        ? configured.getConfiguredParameters().entrySet().stream()
            .filter(setting -> !setting.getKey().startsWith(LABELS))
            .map(Map.Entry::getValue)
            .filter(value -> value instanceof FileProvenance || value instanceof URLProvenance)
            .map(Names::value)
            .findFirst()
        : Optional.empty();
  }

  private static String value(Provenance value) {
    return String.valueOf(((PrimitiveProvenance<?>) value).getValue());
  }

  private static String simpleName(ObjectProvenance provenance) {
    String name = provenance.getClassName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
