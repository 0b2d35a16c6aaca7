package io.github.zlpr.trainer.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The epochs of a {@link LinearMultiLabelTrainer}'s training, also of one inside other trainers,
 * such as Tribuo's {@code TransformTrainer}, which does not tell what is inside it. Of several
 * trainings the last.
 */
public final class TrainingHistory {

  private final List<TrainingProgress> epochs = new ArrayList<>();
  private final List<RateSearch.Trial> trials = new ArrayList<>();
  private final TrainingListener listener;
  private String validationMetric = "";

  /** An empty history. */
  public TrainingHistory() {
    this(progress -> {});
  }

  /**
   * An empty history that passes on what it records.
   *
   * @param listener called after each epoch, besides the trainer's own listener.
   */
  public TrainingHistory(TrainingListener listener) {
    this.listener = listener;
  }

  /**
   * Runs something and records the trainings in it, those that the calling thread starts.
   *
   * @param <R> what it gives.
   * @param training what to run.
   * @return what it gave.
   */
  public <R> R record(Supplier<R> training) {
    return TrainingScope.run(this, training);
  }

  /**
   * A training begins.
   *
   * @param listener the trainer's own listener.
   * @param validationMetric the metric of the examples held out.
   * @return what the training must tell, so that the calling thread's history is written.
   */
  public static TrainingListener begin(TrainingListener listener, String validationMetric) {
    TrainingHistory history = TrainingScope.history();
    if (history == null) {
      return listener;
    }
    history.epochs.clear();
    history.trials.clear();
    history.validationMetric = validationMetric;
    return new TrainingListener() {
      @Override
      public void epochDone(TrainingProgress progress) {
        history.epochs.add(progress);
        history.listener.epochDone(progress);
        listener.epochDone(progress);
      }

      @Override
      public void rateTried(RateSearch.Trial trial) {
        history.trials.add(trial);
        history.listener.rateTried(trial);
        listener.rateTried(trial);
      }
    };
  }

  /**
   * The learning rates that were tried on examples held out.
   *
   * @return an unmodifiable copy in the order they were tried, empty if the rate was given.
   */
  public List<RateSearch.Trial> trials() {
    return List.copyOf(trials);
  }

  /**
   * The epochs in their order.
   *
   * @return an unmodifiable copy, empty if there was no such training.
   */
  public List<TrainingProgress> epochs() {
    return List.copyOf(epochs);
  }

  /**
   * The metric of the examples held out.
   *
   * @return its name; empty if there was no such training.
   */
  public String validationMetric() {
    return validationMetric;
  }
}
