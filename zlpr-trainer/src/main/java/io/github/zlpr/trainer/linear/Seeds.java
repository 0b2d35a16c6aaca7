package io.github.zlpr.trainer.linear;

import java.util.SplittableRandom;

/** Random numbers that depend on where they are used, not on how many were drawn before. */
final class Seeds {

  private Seeds() {}

  /**
   * The seed of one epoch, so that a training can go on at any epoch.
   *
   * @param seed the seed of the training.
   * @param epoch the epoch, from 1; 0 is for the split before the first.
   * @return the epoch's seed.
   */
  static long ofEpoch(long seed, int epoch) {
    return new SplittableRandom(seed + epoch).nextLong();
  }

  /**
   * 64 random bits from a number, by the finaliser of SplittableRandom.
   *
   * @param number any number; neighbouring ones give unrelated results.
   * @return the bits.
   */
  static long mix(long number) {
    long bits = number * 0x9E3779B97F4A7C15L;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }

  /**
   * Shuffles in place.
   *
   * @param order what to shuffle.
   * @param seed the seed.
   */
  static void shuffle(int[] order, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = order.length; i > 1; i--) {
      int j = random.nextInt(i);
      int other = order[j];
      order[j] = order[i - 1];
      order[i - 1] = other;
    }
  }
}
