package io.github.zlpr.experiment.comparison;

import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.resampling.ExampleValues;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/** One training of a contender on a data set, and its test. */
sealed interface Cell {

  /**
   * What the model of a cell achieved.
   *
   * @param values on each example.
   * @param unseenLabels how many true labels the model has never seen; they count as missed.
   */
  record Result(ExampleValues values, long unseenLabels) {

    /** The value of a metric for all examples. */
    double value(ExampleMetric metric) {
      return values.value(metric.name());
    }
  }

  /** The data set. */
  ComparedData data();

  /** The contender. */
  Contender contender();

  /** The learning rate; nothing for the trainer's own. */
  OptionalDouble rate();

  /** The seed of the trainer. */
  long seed();

  /** A name that no other cell of the comparison has, for a file. */
  String fileName();

  /** Training on all training data, measured on the test data. */
  record Test(ComparedData data, Contender contender, OptionalDouble rate, long seed)
      implements Cell {

    @Override
    public String fileName() {
      return Cell.fileName(this, "seed-" + seed);
    }

    @Override
    public String toString() {
      return Cell.name(this) + ", seed " + seed;
    }
  }

  /**
   * Training without a part of the training data, measured on that part.
   *
   * @param data the data set.
   * @param contender the contender.
   * @param tried the learning rate that is measured.
   * @param seed the seed of the trainer.
   * @param fold which part of the training data is held out, from 0.
   */
  record HeldOut(ComparedData data, Contender contender, double tried, long seed, int fold)
      implements Cell {

    @Override
    public OptionalDouble rate() {
      return OptionalDouble.of(tried);
    }

    @Override
    public String fileName() {
      return Cell.fileName(this, "rate-" + tried + "-fold-" + fold);
    }

    @Override
    public String toString() {
      return Cell.name(this) + ", held-out part " + (fold + 1);
    }
  }

  private static String fileName(Cell cell, String kind) {
    return encoded(cell.data().name())
        + "~"
        + encoded(cell.contender().name())
        + "~"
        + kind
        + ".json";
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("*", "%2A");
  }

  private static String name(Cell cell) {
    OptionalDouble rate = cell.rate();
    return cell.data().name()
        + ", "
        + cell.contender().name()
        + (rate.isPresent() ? ", learning rate " + rate.getAsDouble() : "");
  }
}
