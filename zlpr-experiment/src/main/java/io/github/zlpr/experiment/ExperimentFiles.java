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
import io.github.zlpr.trainer.linear.TrainingProgress;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.protos.core.ModelProto;

/**
 * The files of an experiment in one directory. Each is complete or absent.
 *
 * <table>
 *   <caption>Files</caption>
 *   <tr><th>{@value #MODEL}</th><td>the model in Tribuo's protobuf form</td></tr>
 *   <tr><th>{@value #METRICS}</th><td>one object, metric name to number</td></tr>
 *   <tr><th>{@value #CONFIGURATION}</th><td>the configuration as extracted from provenance</td></tr>
 *   <tr><th>{@value #PROVENANCE}</th><td>the provenance of the evaluation: model, training and test
 *     data</td></tr>
 *   <tr><th>{@value #REPORT}</th><td>the evaluation as a page; needs the optional dependencies
 *     jfreechart and org.jfree.svg</td></tr>
 *   <tr><th>{@value #REPRODUCTION}</th><td>what a reproduction compared</td></tr>
 * </table>
 */
public final class ExperimentFiles {

  /** The model. */
  public static final String MODEL = "model.tribuo";

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
   * Writes everything of a run.
   *
   * @param experiment the experiment that was run.
   * @param result what it gave.
   * @throws IOException if a file cannot be written.
   */
  public void write(Experiment experiment, Experiment.Result result) throws IOException {
    writeModel(result.model(), result.evaluation().metrics());
    writeText(
        CONFIGURATION,
        xml(Recorded.of(experiment.getProvenance()).named(Experiment.COMPONENT).components()));
    writeEvaluation(result);
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
      writeModel(result.model().get(), result.metrics());
    }
    writeText(CONFIGURATION, xml(reproduction.configuration()));
    writeText(REPRODUCTION, result.toJson());
  }

  /** The model with its metrics, digest and versions, so that it can be reproduced by itself. */
  private void writeModel(Model<MultiLabel> model, Map<String, Double> metrics) throws IOException {
    ModelProto proto = RunRecord.of(model, metrics).serialize(model);
    AtomicFile.write(
        directory.resolve(MODEL),
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

  private static String report(Experiment.Result result) throws IOException {
    EvaluationReport report = new EvaluationReport(result.evaluation()).scores(result.scores());
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

  private void writeText(String name, String text) throws IOException {
    AtomicFile.write(directory.resolve(name), file -> Files.writeString(file, text));
  }
}
