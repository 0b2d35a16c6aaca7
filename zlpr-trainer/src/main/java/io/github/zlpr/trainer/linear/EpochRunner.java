package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Seeds;
import java.util.function.IntToDoubleFunction;

/** The epochs of a training by a plan. */
final class EpochRunner {

  private final LinearMultiLabelTrainer settings;
  private final TrainingPlan plan;
  private final GradientDescent descent;
  private final Rates rates;
  private final double weightSum;
  private final IntToDoubleFunction l2;

  /**
   * A training.
   *
   * @param settings the trainer, for its properties.
   * @param examples the examples.
   * @param plan what to do.
   * @param state gets the weights.
   */
  EpochRunner(
      LinearMultiLabelTrainer settings,
      CompressedRows examples,
      TrainingPlan plan,
      TrainingState state) {
    this(settings, examples, plan, state, feature -> settings.l2);
  }

  /**
   * A training with a penalty of its own for each feature.
   *
   * @param settings the trainer, for its properties; its l2 only says whether there is a penalty.
   * @param examples the examples.
   * @param plan what to do.
   * @param state gets the weights.
   * @param l2 the strength of the penalty of each feature.
   */
  EpochRunner(
      LinearMultiLabelTrainer settings,
      CompressedRows examples,
      TrainingPlan plan,
      TrainingState state,
      IntToDoubleFunction l2) {
    this.settings = settings;
    this.plan = plan;
    this.l2 = l2;
    descent =
        new GradientDescent(
            examples,
            state.weights,
            state.sums,
            ArrayObjective.of(settings.objective),
            settings.gradientCutoff,
            settings.minibatchSize);
    rates =
        new Rates(plan.learningRate() / examples.typicalNorm(), plan.epochs(), plan.order().length);
    double sum = 0.0;
    for (int example : plan.order()) {
      sum += examples.weight(example);
    }
    weightSum = sum;
  }

  /**
   * Trains for one epoch.
   *
   * @param epoch its number, from 1.
   * @return the mean loss.
   */
  double run(int epoch) {
    long seed = Seeds.ofEpoch(plan.seed(), epoch);
    int[] shuffled = plan.order().clone();
    if (settings.shuffle) {
      Seeds.shuffle(shuffled, seed);
    }
    double loss = descent.run(shuffled, epoch, seed, rates);
    if (settings.l2 > 0.0) {
      double rate = rates.at(epoch, 0.5 * shuffled.length);
      descent.penalise(l2, weightSum, rate);
    }
    return weightSum > 0.0 ? loss / weightSum : 0.0;
  }
}
