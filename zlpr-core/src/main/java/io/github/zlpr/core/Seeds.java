package io.github.zlpr.core;

import java.util.SplittableRandom;

/** Random numbers and orders that depend on a seed alone: the same on every machine. */
public final class Seeds {

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /**
   * The seed of one epoch, so that a training can go on at any epoch.
   *
   * @param seed the seed of the training.
   * @param epoch the epoch, from 1; 0 is for the split before the first.
   * @return the epoch's seed.
   */
  public static long ofEpoch(long seed, int epoch) {
    return new SplittableRandom(seed + epoch).nextLong();
  }

  /**
   * 64 random bits from a number, by the finaliser of SplittableRandom (David Stafford's thirteenth
   * variant).
   *
   * @param number any number; neighbouring ones give unrelated results.
   * @return the bits.
   */
  public static long mix(long number) {
    long bits = number * GOLDEN_RATIO;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }

  /**
   * The numbers from 0 to n − 1 in random order, to split data by. The shuffle that builds the
   * order from its start.
   *
   * @param n how many, at least 0.
   * @param seed the seed.
   * @return each number once; every order is equally likely.
   */
  public static int[] permutation(int n, long seed) {
    int[] order = new int[n];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * Shuffles in place, from the end.
   *
   * @param order what to shuffle.
   * @param seed the seed.
   */
  public static void shuffle(int[] order, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = order.length; i > 1; i--) {
      int j = random.nextInt(i);
      int other = order[j];
      order[j] = order[i - 1];
      order[i - 1] = other;
    }
  }
}
