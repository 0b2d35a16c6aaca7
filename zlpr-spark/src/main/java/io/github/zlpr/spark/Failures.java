package io.github.zlpr.spark;

/** Exceptions on their way from Spark to the user. */
final class Failures {

  private Failures() {}

  /**
   * Throws an exception as it is, even a checked one. Spark's Scala methods throw checked
   * exceptions without declaring them.
   *
   * @param <E> to be {@code RuntimeException}.
   * @param failure what to throw.
   * @return never.
   */
  @SuppressWarnings("unchecked")
  static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
    throw (E) failure;
  }

  /** Says what to do when Spark's message says only that the stack has overflowed. */
  static Throwable explained(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !cause.toString().contains(StackOverflowError.class.getName())) {
      cause = cause.getCause();
    }
    if (cause == null) {
      return failure;
    }
    return new IllegalArgumentException(
        "the lineage of the data set is too long to be sent to the executors: checkpoint() it, or"
            + " write it to a file and read it again, before fit",
        failure);
  }
}
