package io.github.zlpr.trainer.linear;

import java.util.SplittableRandom;

/**
 * The seeds of a trainer's trainings. Each training takes the next split of the trainer's
 * generator, so that the trainings differ, and each can be done again by its number.
 */
public final class TrainingSeeds {

  private final long seed;
  private SplittableRandom generator;
  private int count;

  /**
   * Seeds, before the first training.
   *
   * @param seed the seed of the trainer.
   */
  public TrainingSeeds(long seed) {
    this.seed = seed;
    generator = new SplittableRandom(seed);
  }

  /**
   * The number of trainings so far.
   *
   * @return at least 0.
   */
  public int count() {
    return count;
  }

  /**
   * Goes to where a number of trainings are done.
   *
   * @param trainings the number.
   * @throws IllegalArgumentException if it is negative.
   */
  public void setCount(int trainings) {
    if (trainings < 0) {
      throw new IllegalArgumentException(
          "the invocation count must be at least 0, found " + trainings);
    }
    generator = new SplittableRandom(seed);
    for (int i = 0; i < trainings; i++) {
      generator.split();
    }
    count = trainings;
  }

  /**
   * The seed of the next training, which counts as done.
   *
   * @return the seed.
   */
  public long next() {
    count++;
    return generator.split().nextLong();
  }
}
