package io.github.zlpr.eval;

import io.github.zlpr.core.Settings;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What becomes of test labels that the model has never seen. */
enum UnseenLabels {
  /** The evaluation refuses them. */
  REFUSE(RankingEvaluator.REFUSE),
  /** They are left out and counted: the model is not asked about them, which flatters it. */
  DROP(RankingEvaluator.DROP),
  /** They count as labels that the model ranks below all that it knows, and never predicts. */
  MISS(RankingEvaluator.MISS);

  private final String text;

  UnseenLabels(String text) {
    this.text = text;
  }

  /**
   * The policy of a configuration.
   *
   * @param text its name.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if there is none of this name.
   */
  static UnseenLabels of(String text) {
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

  @Override
  public String toString() {
    return text;
  }
}
