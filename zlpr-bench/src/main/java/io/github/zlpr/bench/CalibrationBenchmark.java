package io.github.zlpr.bench;

import io.github.zlpr.eval.Calibration;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.rule.CalibratedModel;
import io.github.zlpr.trainer.rule.CalibratedTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.DoubleStream;

/**
 * How well {@link CalibratedTrainer} calibrates the default trainer's models: a Markdown table of
 * the test parts, beside the sigmoids σ(s) and σ(2s) of the same models' raw scores.
 *
 * <p>Arguments: a folder with a data set of Mulan each, or {@code wordnet}; {@code perLabel} gives
 * each label an offset of its own.
 */
public final class CalibrationBenchmark {

  private CalibrationBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments folders with data sets, {@code wordnet}, {@code perLabel}.
   * @throws IOException if data cannot be read.
   */
  public static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    List<String> names = new ArrayList<>(List.of(arguments));
    boolean perLabel = names.remove("perLabel");
    System.out.println(
        "| data | log loss | of σ(s) | of σ(2s) | calibration error | Brier score |");
    System.out.println("|---|---|---|---|---|---|");
    for (String name : names) {
      print(
          name.equals("wordnet") ? BenchmarkData.wordNet(100) : BenchmarkData.mulan(Path.of(name)),
          perLabel);
    }
  }

  private static void print(BenchmarkData data, boolean perLabel) {
    CalibratedModel model =
        new CalibratedTrainer(new LinearMultiLabelTrainer().withLoggingInterval(-1))
            .withPerLabel(perLabel)
            .train(data.train());
    Calibration calibration = Calibration.of(model, data.test());
    System.out.printf(
        Locale.ROOT,
        "| %s | %.4f | %.4f | %.4f | %.4f | %.4f |%n",
        data.name(),
        calibration.logLoss(),
        sigmoid(model, data, 1.0).logLoss(),
        sigmoid(model, data, 2.0).logLoss(),
        calibration.expectedError(),
        calibration.brier());
  }

  private static Calibration sigmoid(CalibratedModel model, BenchmarkData data, double factor) {
    List<double[]> probabilities = new ArrayList<>();
    List<int[]> trueIds = new ArrayList<>();
    new RankingEvaluator(1)
        .withUnseenLabels(RankingEvaluator.DROP)
        .evaluate(
            model.getInnerModel(),
            data.test(),
            data.test().getProvenance(),
            scored -> {
              probabilities.add(
                  DoubleStream.of(scored.scores())
                      .map(score -> 1.0 / (1.0 + Math.exp(-factor * score)))
                      .toArray());
              trueIds.add(scored.trueIds());
            });
    return Calibration.of(probabilities.toArray(new double[0][]), trueIds.toArray(new int[0][]));
  }
}
