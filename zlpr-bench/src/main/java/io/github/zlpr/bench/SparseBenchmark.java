package io.github.zlpr.bench;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.core.CompressedDatasetBuilder;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.experiment.report.Chart;
import io.github.zlpr.trainer.linear.TrainingHistory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;

/**
 * Quality and cost of the trainer for thousands of labels, in CPU seconds, which other work on the
 * machine disturbs less than it does seconds: a Markdown table of the experiment of a
 * configuration, and how an epoch in one thread grows with its labels and with its documents, as
 * tables and as {@code sparse-labels.svg} and {@code sparse-documents.svg} in the working
 * directory.
 *
 * <pre>
 *   java -Xmx1200m -cp zlpr-bench/target/zlpr-bench.jar io.github.zlpr.bench.SparseBenchmark \
 *     configs/yso.xml --@data FOLDER
 * </pre>
 *
 * <p>The arguments are a configuration whose training data have the property {@code minExamples},
 * such as {@code yso.xml} and {@code wordnet-all.xml}, and values in place of its own.
 */
public final class SparseBenchmark {

  /**
   * Fewest examples of a label; the smallest is last, as a chart wants it. Those that no label has
   * are left out.
   */
  private static final int[] MIN_EXAMPLES = {200, 100, 50, 20, 10, 5, 2};

  private static final int[] PARTS = {16, 8, 4, 2, 1};

  /** The first epoch is not measured. */
  private static final int EPOCHS = 3;

  private final String[] arguments;

  private SparseBenchmark(String[] arguments) {
    this.arguments = arguments;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments a configuration, and values in place of its own.
   * @throws IOException if a drawing cannot be written.
   */
  public static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    String[] configured =
        Stream.concat(Stream.of("-c"), Stream.of(arguments)).toArray(String[]::new);
    SparseBenchmark benchmark = new SparseBenchmark(configured);
    benchmark.experiment();
    benchmark.growth();
  }

  private Object lookup(String name, Object... values) {
    List<String> all = new ArrayList<>(List.of(arguments));
    for (Object value : values) {
      all.add(value.toString());
    }
    return new ConfigurationManager(all.toArray(String[]::new)).lookup(name);
  }

  private void experiment() {
    double start = cpuSeconds();
    Experiment experiment = (Experiment) lookup("experiment");
    Experiment.Trained trained = experiment.train(progress -> {});
    double training = cpuSeconds() - start;
    RankingEvaluation evaluation = experiment.evaluate(trained).evaluation();
    double evaluating = cpuSeconds() - start - training;
    List<String> names = List.of("P@1", "P@3", "P@5", "nDCG@5", "PSP@1", "PSP@5", "LRAP");
    System.out.println(
        "| "
            + String.join(" | ", names)
            + " | reading and training, CPU s"
            + " | evaluating, CPU s | model, MB | ms a document, one thread |");
    System.out.println("|---".repeat(names.size() + 4) + "|");
    names.forEach(
        name ->
            System.out.printf(
                Locale.ROOT, "| %.4f ", evaluation.metrics().getOrDefault(name, Double.NaN)));
    System.out.printf(
        Locale.ROOT,
        "| %.0f | %.0f | %.1f | %.3f |%n%n",
        training,
        evaluating,
        trained.model().serialize().getSerializedSize() / 1e6,
        milliseconds(trained.model()));
  }

  /** CPU time of a prediction, of which the features are looked up by name. */
  @SuppressWarnings("unchecked")
  private double milliseconds(Model<MultiLabel> model) {
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (Example<MultiLabel> example : (DataSource<MultiLabel>) lookup("test-data")) {
      if (knows(model, example)) {
        examples.add(example);
      }
    }
    double nanoseconds = 0.0;
    long labels = 0;
    for (int pass = 0; pass < 2; pass++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (Example<MultiLabel> example : examples) {
        labels += model.predict(example).getOutput().getLabelSet().size();
      }
      nanoseconds = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }
    if (labels == 0) {
      throw new IllegalStateException("nothing is predicted");
    }
    return nanoseconds / examples.size() / 1e6;
  }

  private static boolean knows(Model<MultiLabel> model, Example<MultiLabel> example) {
    return StreamSupport.stream(example.spliterator(), false)
        .anyMatch(feature -> model.getFeatureIDMap().getID(feature.getName()) >= 0);
  }

  private void growth() throws IOException {
    System.out.println("| documents | labels | CPU s per epoch | µs a document |");
    System.out.println("|---|---|---|---|");
    List<Double> labels = new ArrayList<>();
    List<Double> ofLabels = new ArrayList<>();
    for (int minExamples : MIN_EXAMPLES) {
      CompressedDataset data = data(minExamples);
      if (data.getOutputInfo().size() > 0) {
        labels.add((double) data.getOutputInfo().size());
        ofLabels.add(secondsPerEpoch(data));
      }
    }
    CompressedDataset all = data(MIN_EXAMPLES[MIN_EXAMPLES.length - 1]);
    double[] documents = new double[PARTS.length];
    double[] ofDocuments = new double[PARTS.length];
    for (int i = 0; i < PARTS.length; i++) {
      CompressedDataset part = part(all, PARTS[i]);
      documents[i] = part.size();
      ofDocuments[i] = secondsPerEpoch(part);
    }
    draw("sparse-labels.svg", "labels", array(labels), array(ofLabels));
    draw("sparse-documents.svg", "documents", documents, ofDocuments);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @SuppressWarnings("unchecked")
  private CompressedDataset data(int minExamples) {
    return CompressedDataset.of(
        (DataSource<MultiLabel>) lookup("train-data", "--@train-data.minExamples", minExamples));
  }

  private static CompressedDataset part(CompressedDataset all, int parts) {
    CompressedDatasetBuilder builder =
        new CompressedDatasetBuilder(all.getSourceProvenance(), all.getOutputFactory());
    for (int i = 0; i < all.size(); i += parts) {
      builder.add(all.getExample(i));
    }
    return builder.build();
  }

  @SuppressWarnings("unchecked")
  private double secondsPerEpoch(Dataset<MultiLabel> data) {
    Trainer<MultiLabel> trainer =
        (Trainer<MultiLabel>)
            lookup(
                "trainer",
                "--@trainer.learningRate",
                10,
                "--@trainer.epochs",
                EPOCHS,
                "--@trainer.threads",
                1);
    List<Double> ends = new ArrayList<>();
    new TrainingHistory(progress -> ends.add(cpuSeconds()))
        .record(() -> trainer.train(data, Map.of()));
    double seconds = (ends.get(EPOCHS - 1) - ends.get(0)) / (EPOCHS - 1);
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %.2f | %.1f |%n",
        data.size(),
        data.getOutputInfo().size(),
        seconds,
        1e6 * seconds / data.size());
    return seconds;
  }

  private static void draw(String file, String what, double[] xs, double[] ys) throws IOException {
    Files.writeString(
        Path.of(file),
        Chart.of("CPU seconds per epoch of the sparse trainer", what, "CPU seconds per epoch")
            .line("1 thread", xs, ys)
            .toSvg());
  }

  static double cpuSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }
}
