package io.github.zlpr.trainer.linear;

/** Is told how a training goes. */
@FunctionalInterface
public interface TrainingListener {

  /**
   * Called in the training thread after each epoch. An exception ends the training.
   *
   * @param progress where the training is.
   */
  void epochDone(TrainingProgress progress);
}
