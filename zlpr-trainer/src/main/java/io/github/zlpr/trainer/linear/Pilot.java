package io.github.zlpr.trainer.linear;

import java.util.List;
import org.tribuo.multilabel.sgd.MultiLabelObjective;

/**
 * What some of the examples tell about a training on all of them.
 *
 * @param start the biases that are best without features, see {@link Prior}.
 * @param learningRate the learning rate that ranks best on examples held out.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Pilot(double[] start, double learningRate) {

  /**
   * Tries learning rates on some of the examples, as {@link LinearMultiLabelTrainer} does.
   *
   * @param trainer gives the loss, the learning rate if it is above 0, and the metric.
   * @param examples the examples; of fewer than two, the rate is 0.1.
   * @param epochs the number of epochs of the training.
   * @param seed the seed.
   * @return the start and the rate.
   * @throws IllegalStateException if training fails at every learning rate.
   * @throws IllegalArgumentException if the loss refuses an example.
   */
  public static Pilot of(
      LinearMultiLabelTrainer trainer, CompressedRows examples, int epochs, long seed) {
    MultiLabelObjective objective = trainer.objective;
    double[] start =
        Prior.of(objective, examples.targets(), examples.weights(), examples.labelCount());
    if (trainer.learningRate > 0.0) {
      return new Pilot(start, trainer.learningRate);
    }
    if (examples.size() < 2) {
      return new Pilot(start, RateSearch.FIRST);
    }
    HeldOutTrials trials = new HeldOutTrials(trainer, examples, start, epochs, seed);
    double rate =
        RateSearch.search(
                (List<Double> rates) ->
                    trials.measure(rates).stream().map(RateSearch.Trial::value).toList(),
                trainer.validationMetric().lead(1.0, 0.0) > 0.0)
            .rate();
    return new Pilot(start, rate);
  }
}
