package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Seeds;
import java.util.function.IntToDoubleFunction;

/** Trains by a plan, one epoch after the other. */
final class EpochRunner {

  private final LinearMultiLabelTrainer settings;
  private final TrainingPlan plan;
  private final TrainingState state;
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
   * @param state where the training is.
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
   * @param state where the training is.
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
    this.state = state;
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
   * Trains for the next epoch.
   *
   * @return the mean loss.
   */
  double run() {
    state.epoch++;
    long seed = Seeds.ofEpoch(plan.seed(), state.epoch);
    int[] shuffled = plan.order().clone();
    if (settings.shuffle) {
      Seeds.shuffle(shuffled, seed);
    }
    double loss = descent.run(shuffled, state.epoch, seed, rates);
    if (settings.l2 > 0.0) {
      double rate = rates.at(state.epoch, 0.5 * shuffled.length);
      descent.penalise(l2, weightSum, rate);
    }
    return weightSum > 0.0 ? loss / weightSum : 0.0;
  }
}
