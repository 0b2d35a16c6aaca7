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

  /**
   * Called in the training thread, before the first epoch, for each learning rate that was tried on
   * examples held out. An exception ends the training.
   *
   * @param trial the rate and what it gave.
   */
  default void rateTried(RateSearch.Trial trial) {}
}
