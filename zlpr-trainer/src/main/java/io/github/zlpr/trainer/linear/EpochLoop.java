package io.github.zlpr.trainer.linear;

import io.github.zlpr.eval.metric.RankingMetric;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;

/**
 * The epochs of a training, one after the other. Log and listener are told of each one. If examples
 * are held out, the loop keeps the best epoch by their metric, and ends before all epochs are done
 * when the best one is {@code patience} epochs ago.
 */
public final class EpochLoop {

  private final int epochs;
  private final int examples;
  private final ProgressLog log;
  private final TrainingListener listener;

  /**
   * A loop.
   *
   * @param epochs the number of epochs.
   * @param examples the number of examples in each of them.
   * @param log tells of the epochs when it is time to.
   * @param listener is told of each epoch.
   */
  public EpochLoop(int epochs, int examples, ProgressLog log, TrainingListener listener) {
    this.epochs = epochs;
    this.examples = examples;
    this.log = log;
    this.listener = listener;
  }

  /**
   * Examples held out.
   *
   * @param metric tells which epoch is the best.
   * @param patience how many epochs may pass without a better one, at least 1.
   * @param measure gives the mean of the metric, of the weights as they are.
   * @param keep keeps the weights as they are: they are the best so far.
   */
  public record HeldOut(
      RankingMetric metric, int patience, DoubleSupplier measure, Runnable keep) {}

  /**
   * The number of examples held out.
   *
   * @param fraction their share, at least 0 and below 1.
   * @param examples the number of all examples.
   * @return 0 if the share is 0, else at least 1 and fewer than all.
   * @throws IllegalArgumentException if the share is not 0, and there are fewer than two examples.
   */
  public static int heldOut(double fraction, int examples) {
    if (fraction == 0.0) {
      return 0;
    }
    if (examples < 2) {
      throw new IllegalArgumentException(
          "validationFraction is " + fraction + ", but there is only one example");
    }
    return (int) Math.max(1, Math.min(examples - 1, Math.round(fraction * examples)));
  }

  /**
   * Does all epochs.
   *
   * @param pass does the epoch with a number, from 1, and gives its mean loss.
   */
  public void run(IntToDoubleFunction pass) {
    run(new EpochState(), pass, Optional.empty(), () -> {});
  }

  /**
   * Does the epochs that are left.
   *
   * @param state where the training is; changed.
   * @param pass does the epoch with a number, from 1, and gives its mean loss.
   * @param heldOut the examples held out, if there are any.
   * @param save called after each epoch, to keep the state of the training.
   */
  public void run(
      EpochState state, IntToDoubleFunction pass, Optional<HeldOut> heldOut, Runnable save) {
    int first = state.done();
    if (first > 0) {
      log.goesOn(first);
    }
    long begin = System.nanoTime();
    while (!hasEnded(state, heldOut)) {
      long start = System.nanoTime();
      double loss = pass.applyAsDouble(state.done() + 1);
      double seconds = (System.nanoTime() - start) / 1e9;
      state.next();
      OptionalDouble value =
          heldOut.isPresent() ? measure(state, heldOut.get()) : OptionalDouble.empty();
      save.run();
      boolean ends = hasEnded(state, heldOut);
      double secondsOfEpoch = (System.nanoTime() - begin) / 1e9 / (state.done() - first);
      TrainingProgress progress =
          new TrainingProgress(
              state.done(),
              epochs,
              loss,
              value,
              heldOut.isPresent() ? state.best() : state.done(),
              examples / seconds,
              Duration.ofMillis(
                  ends ? 0 : Math.round(1e3 * secondsOfEpoch * (epochs - state.done()))));
      log.log(progress, heldOut.map(part -> part.metric().name()).orElse(""), ends);
      listener.epochDone(progress);
    }
  }

  private boolean hasEnded(EpochState state, Optional<HeldOut> heldOut) {
    return state.done() >= epochs
        || (state.best() > 0
            && heldOut.isPresent()
            && state.done() - state.best() >= heldOut.get().patience());
  }

  private static OptionalDouble measure(EpochState state, HeldOut heldOut) {
    double value = heldOut.measure().getAsDouble();
    if (state.best() == 0 || heldOut.metric().lead(value, state.bestValue()) > 0.0) {
      state.setBest(value);
      heldOut.keep().run();
    }
    return OptionalDouble.of(value);
  }
}
