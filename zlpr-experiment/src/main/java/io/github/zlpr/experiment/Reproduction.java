package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.experiment.provenance.Finding;
import io.github.zlpr.experiment.provenance.IrreproducibleException;
import io.github.zlpr.experiment.provenance.RecordedFiles;
import io.github.zlpr.experiment.provenance.RunRecord;
import io.github.zlpr.experiment.provenance.TrainingData;
import io.github.zlpr.trainer.model.WeightDigest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/**
 * Repeats the run that made a model, from nothing but the model and the data files, and compares.
 *
 * <p>A model that an {@link Experiment} made is trained and evaluated again. Any other Tribuo
 * multi-label model is trained again, if its trainer is configurable and {@link TrainingData} can
 * make its data set again; it is not evaluated.
 *
 * <p>First the hashes of all data files are compared; if one is not the same, nothing is trained.
 * The run is reproduced if all of these are the same:
 *
 * <ul>
 *   <li>the hashes of the data files, wherever they lie and whatever their times;
 *   <li>every recorded setting of every configured object but the locations of files;
 *   <li>the features of the training data, if their digest was recorded ({@link
 *       Experiment#FEATURES_PROVENANCE}): a text encoder may give others on another processor;
 *   <li>the {@link WeightDigest} of the model given, if it was recorded when the model was made,
 *       and that of the model trained again;
 *   <li>every metric that was recorded and evaluated again, to the bit.
 * </ul>
 *
 * Versions of the software are compared too, but need not be the same.
 */
public final class Reproduction {

  private final Model<MultiLabel> model;
  private final Optional<RunRecord> record;
  private final Origin origin;

  private Reproduction(Model<MultiLabel> model, RecordedFiles files) {
    this.model = model;
    this.record = RunRecord.in(model);
    this.origin = Origin.of(model, files);
  }

  /**
   * A reproduction with the data where it was when the model was made.
   *
   * @param model the model.
   * @return its reproduction, not run yet.
   * @throws IrreproducibleException if the run cannot be rebuilt: a class or a file is missing, or
   *     the provenance does not tell enough.
   */
  public static Reproduction of(Model<MultiLabel> model) {
    return new Reproduction(model, RecordedFiles.whereTheyWere());
  }

  /**
   * A reproduction with the data in another place.
   *
   * @param model the model.
   * @param dataFolder where the data files are: each at the longest ending of its recorded path
   *     that exists below this folder. Files are taken from nowhere else.
   * @return its reproduction, not run yet.
   * @throws IrreproducibleException as above.
   */
  public static Reproduction of(Model<MultiLabel> model, Path dataFolder) {
    return new Reproduction(model, RecordedFiles.in(dataFolder));
  }

  /**
   * The rebuilt configuration, with the data files where they are now.
   *
   * @return its components; the first is the experiment, if there is one.
   */
  public List<ConfigurationData> configuration() {
    return origin.parts().stream().flatMap(part -> part.components().stream()).toList();
  }

  /**
   * Compares the data and the settings, trains again and compares the weights, evaluates again and
   * compares the metrics.
   *
   * @return all that was compared.
   * @throws IrreproducibleException if the data set was changed, after it was made, in a way that
   *     provenance does not tell.
   */
  public ReproductionResult run() {
    return RootLocale.call(this::compare);
  }

  private ReproductionResult compare() {
    Set<Finding> findings = new LinkedHashSet<>();
    origin.parts().forEach(part -> findings.addAll(part.data()));
    if (!findings.stream().allMatch(Finding::same)) {
      return new ReproductionResult(List.copyOf(findings), Optional.empty(), Map.of());
    }
    origin.parts().forEach(part -> findings.addAll(part.settings()));
    Origin.Outcome outcome = origin.repeat();
    findings.addAll(outcome.findings());
    RunRecord now = RunRecord.of(outcome.model(), outcome.metrics());
    findings.addAll(compareVersions(now));
    findings.addAll(compareWeights(now));
    findings.addAll(compareMetrics(now));
    return new ReproductionResult(
        List.copyOf(findings), Optional.of(outcome.model()), outcome.metrics());
  }

  private List<Finding> compareVersions(RunRecord now) {
    Map<String, String> recorded =
        record
            .map(RunRecord::versions)
            .orElseGet(() -> RunRecord.versionsInProvenance(model.getProvenance()));
    List<Finding> findings = new ArrayList<>();
    now.versions()
        .forEach(
            (name, version) ->
                findings.add(
                    Finding.version(name, Optional.ofNullable(recorded.get(name)), version)));
    return findings;
  }

  private List<Finding> compareWeights(RunRecord now) {
    String given = WeightDigest.of(model);
    Finding trained =
        Finding.required(
            "weights",
            "trained again",
            record.map(RunRecord::weightDigest).orElse(given),
            now.weightDigest());
    return record
        .map(made -> Finding.required("weights", "of the model given", made.weightDigest(), given))
        .map(unchanged -> List.of(unchanged, trained))
        .orElse(List.of(trained));
  }

  private List<Finding> compareMetrics(RunRecord now) {
    Map<String, Double> recorded = record.map(RunRecord::metrics).orElse(Map.of());
    Set<String> names = new LinkedHashSet<>(now.metrics().keySet());
    names.addAll(recorded.keySet());
    return names.stream()
        .map(
            name ->
                Finding.metric(
                    name,
                    Optional.ofNullable(recorded.get(name)),
                    Optional.ofNullable(now.metrics().get(name))))
        .toList();
  }
}
