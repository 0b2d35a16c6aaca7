package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.experiment.provenance.IrreproducibleException;
import io.github.zlpr.experiment.provenance.RebuiltConfiguration;
import io.github.zlpr.experiment.provenance.RecordedFiles;
import io.github.zlpr.experiment.provenance.RunRecord;
import io.github.zlpr.trainer.model.WeightDigest;
import io.github.zlpr.trainer.rule.LossRule;
import io.github.zlpr.trainer.rule.SelectingModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.transform.TransformTrainer;

/**
 * Repeats the run that made a model, from nothing but the model and the data files, and compares.
 *
 * <p>A model that an {@link Experiment} made is trained and evaluated again. Any other Tribuo
 * multi-label model is trained again, if its trainer and its data source are configurable; there
 * are no metrics then.
 *
 * <p>First the hashes of all data files are compared; if one is not the same, nothing is trained.
 * Decisive are
 *
 * <ul>
 *   <li>the hashes of the data files, wherever they lie and whatever their times;
 *   <li>every recorded setting of every configured object but the locations of files;
 *   <li>the {@link WeightDigest} of the model given, if it was recorded when the model was made,
 *       and that of the model trained again;
 *   <li>every metric, to the bit.
 * </ul>
 *
 * Versions of the software are compared too, but need not be the same.
 */
public final class Reproduction {

  private final Model<MultiLabel> model;
  private final Optional<RunRecord> record;

  /** The experiment; or the data source and the trainer. */
  private final List<RebuiltConfiguration> parts;

  private Reproduction(Model<MultiLabel> model, List<RebuiltConfiguration> parts) {
    this.model = model;
    this.record = RunRecord.in(model);
    this.parts = parts;
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
    return of(model, null);
  }

  /**
   * A reproduction with the data in another place.
   *
   * @param model the model.
   * @param dataFolder where the data files are: each at the longest ending of its recorded path
   *     that exists below this folder; those not found there are taken from where they were. Null
   *     for none.
   * @return its reproduction, not run yet.
   * @throws IrreproducibleException as above.
   */
  public static Reproduction of(Model<MultiLabel> model, Path dataFolder) {
    RecordedFiles files = new RecordedFiles(dataFolder);
    ModelProvenance provenance = model.getProvenance();
    Provenance experiment =
        provenance.getInstanceProvenance().getMap().get(Experiment.RUN_PROVENANCE);
    if (experiment instanceof ConfiguredObjectProvenance configured) {
      return new Reproduction(model, List.of(new RebuiltConfiguration(configured, files)));
    }
    return new Reproduction(
        model,
        List.of(
            new RebuiltConfiguration(source(provenance), files),
            new RebuiltConfiguration(provenance.getTrainerProvenance(), files)));
  }

  /** The data source of a model that no experiment made. */
  private static ConfiguredObjectProvenance source(ModelProvenance provenance) {
    DatasetProvenance dataset = provenance.getDatasetProvenance();
    int transformations = dataset.getTransformationProvenance().getList().size();
    while (dataset.getSourceProvenance() instanceof DatasetProvenance untransformed) {
      dataset = untransformed;
      transformations += dataset.getTransformationProvenance().getList().size();
    }
    if (!dataset.getClassName().equals(MutableDataset.class.getName())
        || !(dataset.getSourceProvenance() instanceof ConfiguredObjectProvenance source)) {
      throw new IrreproducibleException(
          "the model was trained on a "
              + dataset.getClassName()
              + " over a "
              + dataset.getSourceProvenance().getClassName()
              + ", which provenance cannot rebuild; train on a MutableDataset over a configurable"
              + " data source, such as SplitDataSource");
    }
    boolean transformedByTrainer =
        provenance.getTrainerProvenance().getClassName().equals(TransformTrainer.class.getName());
    if (transformations > (transformedByTrainer ? 1 : 0)) {
      throw new IrreproducibleException(
          "the data set was transformed after it was read, which provenance cannot repeat; let a"
              + " TransformTrainer do it");
    }
    return source;
  }

  /**
   * The rebuilt configuration, with the data files where they are now.
   *
   * @return its components; the first is the experiment, if there is one.
   */
  public List<ConfigurationData> configuration() {
    return parts.stream().flatMap(part -> part.components().stream()).toList();
  }

  /**
   * Compares the data and the settings, trains again and compares the weights, evaluates again and
   * compares the metrics.
   *
   * @return all that was compared.
   */
  public ReproductionResult run() {
    Set<Finding> findings = new LinkedHashSet<>();
    parts.forEach(part -> findings.addAll(part.data()));
    if (!findings.stream().allMatch(Finding::same)) {
      return new ReproductionResult(List.copyOf(findings), Optional.empty(), Map.of());
    }
    parts.forEach(part -> findings.addAll(part.settings()));
    Model<MultiLabel> again;
    Map<String, Double> metrics;
    if (parts.size() == 1) {
      Experiment.Result result = parts.get(0).build(Experiment.class).run();
      again = result.model();
      metrics = result.evaluation().metrics();
    } else {
      again = train();
      metrics = Map.of();
    }
    RunRecord now = RunRecord.of(again, metrics);
    findings.addAll(compareVersions(now));
    findings.addAll(compareWeights(now));
    findings.addAll(compareMetrics(now));
    return new ReproductionResult(new ArrayList<>(findings), Optional.of(again), metrics);
  }

  @SuppressWarnings("unchecked") // What trained a multi-label model is for this output type.
  private Model<MultiLabel> train() {
    ConfigurableDataSource<MultiLabel> source = parts.get(0).build(ConfigurableDataSource.class);
    Trainer<MultiLabel> trainer = parts.get(1).build(Trainer.class);
    Model<MultiLabel> again = trainer.train(new MutableDataset<>(source));
    return model instanceof SelectingModel ? LossRule.apply(again) : again;
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
                    new Finding(
                        "versions",
                        name,
                        recorded.getOrDefault(name, Finding.NONE),
                        version,
                        false)));
    return findings;
  }

  private List<Finding> compareWeights(RunRecord now) {
    String given = WeightDigest.of(model);
    Finding trained =
        new Finding(
            "weights",
            "trained again",
            record.map(RunRecord::weightDigest).orElse(given),
            now.weightDigest(),
            true);
    return record
        .map(made -> new Finding("weights", "of the model given", made.weightDigest(), given, true))
        .map(unchanged -> List.of(unchanged, trained))
        .orElse(List.of(trained));
  }

  private List<Finding> compareMetrics(RunRecord now) {
    Map<String, Double> recorded = record.map(RunRecord::metrics).orElse(Map.of());
    Set<String> names = new LinkedHashSet<>(now.metrics().keySet());
    names.addAll(recorded.keySet());
    List<Finding> findings = new ArrayList<>();
    for (String name : names) {
      boolean both = recorded.containsKey(name) && now.metrics().containsKey(name);
      findings.add(
          new Finding(
              "metrics", name, text(recorded.get(name)), text(now.metrics().get(name)), both));
    }
    return findings;
  }

  private static String text(Double value) {
    return value == null ? Finding.NONE : value.toString();
  }
}
