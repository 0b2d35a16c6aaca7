package io.github.zlpr.eval;

import io.github.zlpr.core.Settings;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The policies for test labels that the model has never seen. */
public enum UnseenLabels {
  /** The evaluation refuses them. */
  REFUSE(RankingEvaluator.REFUSE),
  /** They are left out and counted: the model is not asked about them, which flatters it. */
  DROP(RankingEvaluator.DROP),
  /**
   * They count as labels that the model ranks below all that it knows, and never predicts: each is
   * one more label, with score −∞ for every example.
   */
  MISS(RankingEvaluator.MISS);

  private final String text;

  UnseenLabels(String text) {
    this.text = text;
  }

  /**
   * The policy of a configuration.
   *
   * @param text its name.
   * @return the policy.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if there is none of this name.
   */
  public static UnseenLabels of(String text) {
    Settings.check(
        Arrays.stream(values()).anyMatch(policy -> policy.text.equals(text)),
        "unseenLabels",
        text,
        Arrays.stream(values()).map(UnseenLabels::toString).collect(Collectors.joining(" or ")));
    return Arrays.stream(values())
        .filter(policy -> policy.text.equals(text))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Refuses a label, if that is the policy.
   *
   * @param label a label that the model has never seen.
   * @throws IllegalArgumentException if the policy is {@link #REFUSE}.
   */
  public void requireAllowed(String label) {
    if (this == REFUSE) {
      throw new IllegalArgumentException(
          "the model has never seen label '"
              + label
              + "'; set unseenLabels to miss to count such labels as missed, or to drop to leave"
              + " them out");
    }
  }

  /**
   * Refuses test data of another task than the model's.
   *
   * @param known the number of true labels that the model knows.
   * @param unseen the number of those that it does not.
   * @throws IllegalArgumentException if it knows none of them.
   */
  public static void requireSomeKnown(long known, long unseen) {
    if (known == 0 && unseen > 0) {
      throw new IllegalArgumentException(
          "the model knows none of the labels of the test data; was it trained on other data?");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
