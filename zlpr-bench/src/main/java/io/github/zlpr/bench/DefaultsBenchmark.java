package io.github.zlpr.bench;

import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.sun.management.OperatingSystemMXBean;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;

/**
 * What the defaults of {@link LinearMultiLabelTrainer} give, without any choice by the user, on
 * each data set: a Markdown table with the means over the seeds 1 to 3 of the quality on the test
 * part, and what choosing costs.
 *
 * <p>Arguments: a folder with a data set of Mulan each, or {@code wordnet}; {@code tribuo} also
 * trains with Tribuo's own trainer.
 *
 * <ul>
 *   <li>marked / true: the labels predicted for each test example, and those it has.
 *   <li>time: of a whole training with all choices, divided by that of a training with the rate 0.2
 *       and no cut; the medians over the seeds in the same run, with one thread. CPU time is that
 *       of the whole JVM.
 *   <li>Tribuo: time of five epochs of Tribuo's trainer with binary cross-entropy (WordNet: one),
 *       divided by that of the whole training with all choices.
 * </ul>
 */
public final class DefaultsBenchmark {

  private static final int SEEDS = 3;
  private static final RankingEvaluator EVALUATOR =
      new RankingEvaluator(1).withUnseenLabels(RankingEvaluator.DROP);

  private DefaultsBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments folders with data sets, {@code wordnet}, {@code tribuo}.
   * @throws IOException if data cannot be read.
   */
  public static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    List<String> names = new ArrayList<>(List.of(arguments));
    boolean tribuo = names.remove("tribuo");
    System.out.println(
        "| data | LRAP | micro-F1 | marked / true | rates | s | time | CPU time | Tribuo |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (String name : names) {
      boolean wordNet = name.equals("wordnet");
      print(wordNet ? BenchmarkData.wordNet(100) : BenchmarkData.mulan(Path.of(name)), tribuo);
    }
  }

  private record Time(double seconds, double cpuSeconds) {}

  private static void print(BenchmarkData data, boolean tribuo) {
    double lrap = 0.0;
    double f1 = 0.0;
    double marked = 0.0;
    double labels = 0.0;
    List<String> rates = new ArrayList<>();
    List<Time> chosen = new ArrayList<>();
    List<Time> fixed = new ArrayList<>();
    LinearMultiLabelTrainer defaults =
        new LinearMultiLabelTrainer().withThreads(1).withLoggingInterval(-1);
    Model<MultiLabel> model = null;
    for (int seed = 1; seed <= SEEDS; seed++) {
      fixed.add(time(() -> defaults.withLearningRate(0.2).withCut("none").train(data.train())));
      Trainer<MultiLabel> trainer = defaults.withSeed(seed);
      Model<MultiLabel>[] trained = newArray();
      chosen.add(time(() -> trained[0] = trainer.train(data.train())));
      model = trained[0];
      rates.add(chosenRate(model));
      RankingEvaluation evaluation = EVALUATOR.evaluate(model, data.test());
      lrap += evaluation.value("LRAP") / SEEDS;
      f1 += evaluation.value("MicroF1") / SEEDS;
      for (var example : data.test()) {
        marked += model.predict(example).getOutput().getLabelSet().size();
        labels +=
            example.getOutput().getLabelSet().stream()
                .filter(l -> data.train().getOutputInfo().getDomain().contains(new MultiLabel(l)))
                .count();
      }
    }
    double seconds = median(chosen.stream().mapToDouble(Time::seconds).toArray());
    String ratio = "";
    if (tribuo) {
      int epochs = data.name().equals("WordNet") ? 1 : 5;
      Trainer<MultiLabel> other =
          new LinearSGDTrainer(
              new BinaryCrossEntropy(), new AdaGrad(0.5, 0.1), epochs, -1, 1, Trainer.DEFAULT_SEED);
      ratio =
          String.format(
              Locale.ROOT, "%.1f", time(() -> other.train(data.train())).seconds() / seconds);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.4f | %.4f | %.2f / %.2f | %s | %.2f | %.2f | %.2f | %s |%n",
        data.name(),
        lrap,
        f1,
        marked / SEEDS / data.test().size(),
        labels / SEEDS / data.test().size(),
        String.join(" ", rates),
        seconds,
        seconds / median(fixed.stream().mapToDouble(Time::seconds).toArray()),
        median(chosen.stream().mapToDouble(Time::cpuSeconds).toArray())
            / median(fixed.stream().mapToDouble(Time::cpuSeconds).toArray()),
        ratio);
  }

  private static String chosenRate(Model<MultiLabel> model) {
    MapProvenance<?> run = model.getProvenance().getInstanceProvenance();
    return ((DoubleProvenance) run.getMap().get("chosen-learning-rate")).getValue().toString();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of a generic class.
  private static Model<MultiLabel>[] newArray() {
    return new Model[1];
  }

  private static Time time(Runnable work) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long start = System.nanoTime();
    long cpu = system.getProcessCpuTime();
    work.run();
    return new Time((System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
