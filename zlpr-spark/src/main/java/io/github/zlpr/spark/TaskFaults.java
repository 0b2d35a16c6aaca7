package io.github.zlpr.spark;

import java.io.Serializable;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.util.CollectionAccumulator;

/**
 * What tasks could not do, and why. It does not fail them: Spark would try four times, and its
 * report would hide the reason.
 */
final class TaskFaults implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CollectionAccumulator<String> faults;

  TaskFaults(SparkContext context) {
    faults = context.collectionAccumulator("faults");
  }

  /**
   * Does the work of a task.
   *
   * @param work may throw an {@link IllegalArgumentException} or {@link IllegalStateException}.
   * @return its result, or nothing if it has thrown one.
   */
  <T> Optional<T> attempt(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (IllegalArgumentException | IllegalStateException e) {
      faults.add("partition " + TaskContext.getPartitionId() + ", " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Tells the user, after a job.
   *
   * @param objective the loss, as text.
   * @throws IllegalArgumentException if there is a fault.
   */
  void check(String objective) {
    if (!faults.value().isEmpty()) {
      throw new IllegalArgumentException(
          "objective " + objective + ": " + Collections.min(faults.value()));
    }
  }
}
