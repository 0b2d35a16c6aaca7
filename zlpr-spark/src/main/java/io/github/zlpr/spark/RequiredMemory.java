package io.github.zlpr.spark;

import java.util.Locale;
import org.apache.spark.SparkContext;

/**
 * The check that the weights of a training fit into the memory of driver and executors, made before
 * any are allocated: a driver that is slightly too small would hang.
 */
final class RequiredMemory {

  private static final long MEGABYTE = 1L << 20;

  /**
   * The averaged solver's bytes a weight on the driver: three states, or the last and the model.
   */
  private static final long AVERAGED_DRIVER = 3L * Float.BYTES;

  /** The arrays of L-BFGS on the driver. */
  private static final long EXACT_DRIVER = 40L * Double.BYTES;

  /**
   * The arrays that an executor has beside one for each task: a broadcast, in bytes and as value.
   */
  private static final int SHARED = 2;

  /** Bytes a pair on the driver: the label and its broadcast, and four states. */
  private static final long PAIR_DRIVER = 24L;

  /** Bytes a pair that an executor has beside those of each task: labels and a state, twice. */
  private static final long PAIR_SHARED = 16L;

  /** Bytes a pair of a task: weights, and what it sends. */
  private static final long PAIR_TASK = 12L;

  /** The most pairs, whose weights are one array of bytes. */
  private static final long MOST_PAIRS = Integer.MAX_VALUE / Float.BYTES - 8;

  /** What needs memory, for the message. */
  private final String what;

  /** What else can be done, for the message. */
  private final String otherwise;

  private final long driver;
  private final long shared;
  private final long task;

  private RequiredMemory(String what, String otherwise, long driver, long shared, long task) {
    this.what = what;
    this.otherwise = otherwise;
    this.driver = driver;
    this.shared = shared;
    this.task = task;
  }

  /**
   * Refuses weights that there is no room for.
   *
   * @param context for the sizes of driver and executors.
   * @param features D.
   * @param labels L.
   * @param averaged whether the solver is averaged.
   * @throws IllegalArgumentException with the sizes, and which setting to raise.
   */
  static void require(SparkContext context, int features, int labels, boolean averaged) {
    long weights = (features + 1L) * labels;
    if (weights > Integer.MAX_VALUE - 9) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d features x %,d labels are more weights than the %,d that fit into one array;"
                  + " lower the number of features or labels, or take SparseMultiLabelClassifier",
              features,
              labels,
              Integer.MAX_VALUE - 9));
    }
    long array = weights * (averaged ? Float.BYTES : Double.BYTES);
    new RequiredMemory(
            String.format(
                Locale.ROOT,
                "%,d features x %,d labels need %%,d MB for weights with solver %s",
                features,
                labels,
                averaged ? MultiLabelLinearParams.AVERAGED : MultiLabelLinearParams.L_BFGS),
            averaged ? " or take SparseMultiLabelClassifier" : " or take solver averaged",
            weights * (averaged ? AVERAGED_DRIVER : EXACT_DRIVER),
            array * SHARED,
            array)
        .check(context);
  }

  /**
   * Refuses pairs that there is no room for.
   *
   * @param context for the sizes of driver and executors.
   * @param pairs the number of pairs.
   * @throws IllegalArgumentException with the sizes, and which setting to raise.
   */
  static void requirePairs(SparkContext context, long pairs) {
    String what = String.format(Locale.ROOT, "%,d pairs of a feature and a label", pairs);
    if (pairs > MOST_PAIRS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s are more than the %,d that fit into one array; raise evidence",
              what,
              MOST_PAIRS));
    }
    new RequiredMemory(
            what + " need %,d MB",
            " or evidence",
            pairs * PAIR_DRIVER,
            pairs * PAIR_SHARED,
            pairs * PAIR_TASK)
        .check(context);
  }

  private void check(SparkContext context) {
    int tasks =
        Math.max(1, context.defaultParallelism() / context.conf().getInt("spark.task.cpus", 1));
    long available = Runtime.getRuntime().maxMemory();
    if (context.isLocal()) {
      check("spark.driver.memory", driver + tasks * task, available);
      return;
    }
    check("spark.driver.memory", driver, available);
    int executors = Math.max(1, context.getExecutorMemoryStatus().size() - 1);
    int each = (tasks + executors - 1) / executors;
    check(
        "spark.executor.memory (or spark.task.cpus)",
        shared + each * task,
        context.conf().getSizeAsBytes("spark.executor.memory", "1g"));
  }

  private void check(String setting, long needed, long available) {
    if (needed > available) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              what + ", there are %,d MB; raise %s%s",
              (needed - 1) / MEGABYTE + 1,
              available / MEGABYTE,
              setting,
              otherwise));
    }
  }
}
