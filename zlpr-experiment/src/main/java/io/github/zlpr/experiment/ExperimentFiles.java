package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.json.JsonProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.AtomicFile;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.experiment.provenance.RunRecord;
import io.github.zlpr.experiment.report.EvaluationReport;
import io.github.zlpr.experiment.report.ModelCard;
import io.github.zlpr.experiment.report.SpanReport;
import io.github.zlpr.span.SpanExperiment;
import io.github.zlpr.trainer.linear.TrainingProgress;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.protos.core.ModelProto;

/**
 * The files of an experiment in one directory. Each is complete or absent.
 *
 * <table>
 *   <caption>Files</caption>
 *   <tr><th>{@value #MODEL}</th><td>the model in Tribuo's protobuf form</td></tr>
 *   <tr><th>{@value #UNEVALUATED}</th><td>the same, while it is evaluated or if that
 *     failed</td></tr>
 *   <tr><th>{@value #METRICS}</th><td>one object, metric name to number</td></tr>
 *   <tr><th>{@value #CONFIGURATION}</th><td>the configuration as extracted from provenance,
 *     its relative paths relative to this directory</td></tr>
 *   <tr><th>{@value #PROVENANCE}</th><td>the provenance of the evaluation: model, training and test
 *     data</td></tr>
 *   <tr><th>{@value #REPORT}</th><td>the evaluation as a page</td></tr>
 *   <tr><th>{@value #REPRODUCTION}</th><td>what a reproduction compared</td></tr>
 * </table>
 */
public final class ExperimentFiles {

  /** For each of the labels that do worst. */
  private static final int HEAVIEST_FEATURES = 5;

  private static final Logger logger = Logger.getLogger(ExperimentFiles.class.getName());

  /** The model. */
  public static final String MODEL = "model.tribuo";

  /** The model before it is evaluated. */
  public static final String UNEVALUATED = "model-unevaluated.tribuo";

  /** The metrics. */
  public static final String METRICS = "metrics.json";

  /** The configuration. */
  public static final String CONFIGURATION = "experiment.xml";

  /** The provenance. */
  public static final String PROVENANCE = "provenance.json";

  /** The report. */
  public static final String REPORT = "report.html";

  /** What a reproduction compared. */
  public static final String REPRODUCTION = "reproduction.json";

  private static final List<String> NAMES =
      List.of(MODEL, UNEVALUATED, METRICS, CONFIGURATION, PROVENANCE, REPORT, REPRODUCTION);

  private final Path directory;

  /**
   * The files in a directory, which is created.
   *
   * @param directory the directory.
   * @throws IOException if files cannot be written there.
   */
  public ExperimentFiles(Path directory) throws IOException {
    AtomicFile.requireWritable(directory);
    this.directory = directory;
  }

  /**
   * The files of a run that are there.
   *
   * @return their names; none if the directory has no such files.
   */
  public List<String> found() {
    return NAMES.stream().filter(name -> Files.exists(directory.resolve(name))).toList();
  }

  /**
   * Writes a model that is not evaluated yet to {@value #UNEVALUATED}, so that it is not lost if
   * the evaluation fails. {@link #write(Experiment, Experiment.Result)} replaces it by {@value
   * #MODEL}.
   *
   * @param model the model.
   * @throws IOException if the file cannot be written.
   */
  public void save(Model<MultiLabel> model) throws IOException {
    writeModel(UNEVALUATED, model, Map.of());
  }

  /**
   * Writes everything of a run.
   *
   * @param experiment the experiment that was run.
   * @param result what it gave.
   * @throws IOException if a file cannot be written.
   */
  public void write(Experiment experiment, Experiment.Result result) throws IOException {
    write(result.model(), result.evaluation().metrics(), experiment.getProvenance());
    writeEvaluation(result);
  }

  /**
   * Writes everything of a run with spans.
   *
   * @param experiment the experiment that was run.
   * @param result what it gave.
   * @throws IOException if a file cannot be written.
   */
  public void write(SpanExperiment experiment, SpanExperiment.Result result) throws IOException {
    write(result.model(), result.evaluation().metrics(), experiment.getProvenance());
    writeEvaluation(result);
  }

  private void write(
      Model<MultiLabel> model, Map<String, Double> metrics, ConfiguredObjectProvenance experiment)
      throws IOException {
    writeModel(MODEL, model, metrics);
    Files.deleteIfExists(directory.resolve(UNEVALUATED));
    writeConfiguration(Recorded.of(experiment).named(Experiment.COMPONENT).components());
  }

  /**
   * Writes a reproduction: its configuration, what was compared, and the model trained again if
   * there is one.
   *
   * @param reproduction the reproduction that was run.
   * @param result what it gave.
   * @throws IOException if a file cannot be written.
   */
  public void write(Reproduction reproduction, ReproductionResult result) throws IOException {
    if (result.model().isPresent()) {
      writeModel(MODEL, result.model().get(), result.metrics());
    }
    writeConfiguration(reproduction.configuration());
    writeText(REPRODUCTION, result.toJson());
  }

  /** The model with its metrics, digest and versions, so that it can be reproduced by itself. */
  private void writeModel(String name, Model<MultiLabel> model, Map<String, Double> metrics)
      throws IOException {
    ModelProto proto = RunRecord.of(model, metrics).serialize(model);
    logger.info(
        String.format(
            Locale.ROOT,
            "writing %s, %,d MB",
            directory.resolve(name),
            (proto.getSerializedSize() + 999_999) / 1_000_000));
    AtomicFile.write(
        directory.resolve(name),
        file -> {
          try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            proto.writeTo(out);
          }
        });
  }

  /**
   * Writes an evaluation: its metrics, its provenance and the report.
   *
   * @param result a model and its evaluation.
   * @throws IOException if a file cannot be written.
   */
  public void writeEvaluation(Experiment.Result result) throws IOException {
    RankingEvaluation evaluation = result.evaluation();
    writeText(METRICS, evaluation.toJson());
    writeText(
        PROVENANCE,
        new JsonProvenanceSerialization(true).marshalAndSerialize(evaluation.getProvenance()));
    writeText(REPORT, report(result));
  }

  /**
   * Writes an evaluation of spans: its metrics, its provenance and the report.
   *
   * @param result a model and its evaluation.
   * @throws IOException if a file cannot be written.
   */
  public void writeEvaluation(SpanExperiment.Result result) throws IOException {
    writeText(METRICS, result.evaluation().toJson());
    writeText(
        PROVENANCE, new JsonProvenanceSerialization(true).marshalAndSerialize(result.provenance()));
    writeText(REPORT, new SpanReport(result.evaluation()).toHtml());
  }

  private static String report(Experiment.Result result) throws IOException {
    EvaluationReport report = new EvaluationReport(result.evaluation()).scores(result.scores());
    report.trials(result.history().trials(), result.history().validationMetric());
    List<TrainingProgress> epochs = result.history().epochs();
    if (!epochs.isEmpty()) {
      report.training(
          epochs.stream().mapToDouble(TrainingProgress::meanLoss).toArray(),
          result.history().validationMetric(),
          epochs.stream().flatMapToDouble(epoch -> epoch.validation().stream()).toArray());
    }
    Provenance experiment =
        result
            .model()
            .getProvenance()
            .getInstanceProvenance()
            .getMap()
            .get(Experiment.RUN_PROVENANCE);
    report.features(Reasons.heaviest(result.model(), HEAVIEST_FEATURES));
    report.appendix("Model card", new ModelCard(result.model()).toString());
    if (experiment instanceof ConfiguredObjectProvenance configured) {
      report.appendix(
          "Configuration of the training",
          xml(Recorded.of(configured).named(Experiment.COMPONENT).components()));
    }
    return report.toHtml();
  }

  private static String xml(List<ConfigurationData> components) throws IOException {
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(components);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manager.save(out, "xml", true);
    return out.toString(StandardCharsets.UTF_8);
  }

  private void writeConfiguration(List<ConfigurationData> components) throws IOException {
    writeText(CONFIGURATION, xml(Locations.relativeTo(directory, components)));
  }

  private void writeText(String name, String text) throws IOException {
    AtomicFile.write(directory.resolve(name), file -> Files.writeString(file, text));
  }
}
