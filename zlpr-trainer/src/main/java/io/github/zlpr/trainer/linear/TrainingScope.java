package io.github.zlpr.trainer.linear;

import java.util.function.Supplier;

/**
 * What the trainings that a thread starts are recorded in. It reaches a trainer inside other
 * trainers, such as Tribuo's {@code TransformTrainer}, which pass nothing on.
 */
final class TrainingScope {

  private static final ThreadLocal<TrainingHistory> OF_THREAD = new ThreadLocal<>();

  private TrainingScope() {}

  /** The history of the calling thread, or null if nothing is recorded. */
  static TrainingHistory history() {
    return OF_THREAD.get();
  }

  /** Runs something whose trainings are recorded. */
  static <R> R run(TrainingHistory history, Supplier<R> training) {
    TrainingHistory outer = OF_THREAD.get();
    OF_THREAD.set(history);
    try {
      return training.get();
    } finally {
      if (outer == null) {
        OF_THREAD.remove();
      } else {
        OF_THREAD.set(outer);
      }
    }
  }
}
