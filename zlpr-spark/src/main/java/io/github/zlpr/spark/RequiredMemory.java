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

  private final long weights;
  private final boolean averaged;

  private RequiredMemory(long weights, boolean averaged) {
    this.weights = weights;
    this.averaged = averaged;
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
                  + " lower the number of features or labels",
              features,
              labels,
              Integer.MAX_VALUE - 9));
    }
    RequiredMemory memory = new RequiredMemory(weights, averaged);
    int tasks =
        Math.max(1, context.defaultParallelism() / context.conf().getInt("spark.task.cpus", 1));
    long driver = Runtime.getRuntime().maxMemory();
    String what = String.format(Locale.ROOT, "%,d features x %,d labels", features, labels);
    if (context.isLocal()) {
      memory.check(what, "spark.driver.memory", memory.driver() + memory.tasks(tasks), driver);
      return;
    }
    memory.check(what, "spark.driver.memory", memory.driver(), driver);
    int executors = Math.max(1, context.getExecutorMemoryStatus().size() - 1);
    int each = (tasks + executors - 1) / executors;
    memory.check(
        what,
        "spark.executor.memory (or spark.task.cpus)",
        memory.tasks(SHARED + each),
        context.conf().getSizeAsBytes("spark.executor.memory", "1g"));
  }

  private long driver() {
    return weights * (averaged ? AVERAGED_DRIVER : EXACT_DRIVER);
  }

  private long tasks(int arrays) {
    return weights * arrays * (averaged ? Float.BYTES : Double.BYTES);
  }

  private void check(String what, String setting, long needed, long available) {
    if (needed > available) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s need %,d MB for weights with solver %s, there are %,d MB; raise %s%s",
              what,
              (needed - 1) / MEGABYTE + 1,
              averaged ? MultiLabelLinearParams.AVERAGED : MultiLabelLinearParams.L_BFGS,
              available / MEGABYTE,
              setting,
              averaged ? "" : " or take solver averaged"));
    }
  }
}
