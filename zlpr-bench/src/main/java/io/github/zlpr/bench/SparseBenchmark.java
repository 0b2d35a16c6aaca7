package io.github.zlpr.bench;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.core.CompressedDatasetBuilder;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.experiment.report.Chart;
import io.github.zlpr.trainer.linear.TrainingHistory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.FeatureMap;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.baseline.IndependentMultiLabelModel;

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
  private static final int[] MIN_EXAMPLES = {5000, 1000, 500, 200, 150, 100, 50, 20, 10, 5, 2};

  private static final int[] PARTS = {16, 8, 4, 2, 1};

  private static final RankingEvaluator EVALUATOR = new RankingEvaluator(1);

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
    benchmark.peer();
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
      if (hasFeature(model.getFeatureIDMap(), example)) {
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

  /** The labels of the first level that has any. */
  private void peer() {
    CompressedDataset train = data(MIN_EXAMPLES[0]);
    for (int i = 1; train.getOutputInfo().size() == 0; i++) {
      train = data(MIN_EXAMPLES[i]);
    }
    Dataset<MultiLabel> test = test(train);
    System.out.println("| trainer | documents | labels | P@1 | LRAP | training, CPU s |");
    System.out.println("|---|---|---|---|---|---|");
    double start = cpuSeconds();
    Model<MultiLabel> ours = trainer().train(train);
    double seconds = cpuSeconds() - start;
    print("sparse, with its choices", train, seconds, EVALUATOR.evaluate(ours, test));
    start = cpuSeconds();
    IndependentMultiLabelModel peer = OneVersusRest.train(train);
    seconds = cpuSeconds() - start;
    print("liblinear", train, seconds, OneVersusRest.evaluate(peer, test, EVALUATOR));
    System.out.println();
  }

  private static void print(
      String trainer, Dataset<MultiLabel> data, double seconds, RankingEvaluation evaluation) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %.4f | %.4f | %.1f |%n",
        trainer,
        data.size(),
        data.getOutputInfo().size(),
        evaluation.value("P@1"),
        evaluation.value("LRAP"),
        seconds);
  }

  /** The test examples with a label that was trained, and with no other labels. */
  @SuppressWarnings("unchecked")
  private Dataset<MultiLabel> test(Dataset<MultiLabel> train) {
    Set<Label> known =
        train.getOutputs().stream()
            .flatMap(output -> output.getLabelSet().stream())
            .collect(Collectors.toSet());
    DataSource<MultiLabel> source = (DataSource<MultiLabel>) lookup("test-data");
    MutableDataset<MultiLabel> test =
        new MutableDataset<>(source.getProvenance(), source.getOutputFactory());
    for (Example<MultiLabel> example : source) {
      Set<Label> labels = new HashSet<>(example.getOutput().getLabelSet());
      labels.retainAll(known);
      if (!labels.isEmpty() && hasFeature(train.getFeatureMap(), example)) {
        Example<MultiLabel> restricted = new ArrayExample<>(new MultiLabel(labels));
        example.forEach(restricted::add);
        test.add(restricted);
      }
    }
    return test;
  }

  private static boolean hasFeature(FeatureMap features, Example<MultiLabel> example) {
    return StreamSupport.stream(example.spliterator(), false)
        .anyMatch(feature -> features.get(feature.getName()) != null);
  }

  @SuppressWarnings("unchecked")
  private Trainer<MultiLabel> trainer(Object... values) {
    return (Trainer<MultiLabel>) lookup("trainer", values);
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

  private double secondsPerEpoch(Dataset<MultiLabel> data) {
    Trainer<MultiLabel> trainer =
        trainer(
            "--@trainer.learningRate", 10, "--@trainer.epochs", EPOCHS, "--@trainer.threads", 1);
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
