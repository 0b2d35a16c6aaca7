package io.github.zlpr.experiment.comparison;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One training and its test: of a contender on a data set, either to measure a learning rate on
 * held-out data, or with the rate chosen, on the test data.
 *
 * @param data the data set.
 * @param contender the contender.
 * @param rate the learning rate, null for the trainer's own.
 * @param seed the seed of the trainer.
 * @param fold which part of the training data is held out to measure it on, from 0; null if it is
 *     trained on all of them and measured on the test data.
 */
record Cell(ComparedData data, Contender contender, Double rate, long seed, Integer fold) {

  /** A name that no other cell of the comparison has, for a file. */
  String fileName() {
    return encoded(data.name())
        + "~"
        + encoded(contender.name())
        + "~"
        + (fold == null ? "seed-" + seed : "rate-" + rate + "-fold-" + fold)
        + ".json";
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("*", "%2A");
  }

  @Override
  public String toString() {
    return data.name()
        + ", "
        + contender.name()
        + (rate == null ? "" : ", learning rate " + rate)
        + (fold == null ? ", seed " + seed : ", held-out part " + (fold + 1));
  }
}
