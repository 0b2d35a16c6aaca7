package io.github.zlpr.trainer.linear;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.eval.metric.Coverage;
import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.NdcgAtK;
import io.github.zlpr.eval.metric.OneError;
import io.github.zlpr.eval.metric.PrecisionAtK;
import io.github.zlpr.eval.metric.RankingLoss;
import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.eval.metric.RecallAtK;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ranking metric chosen by name, with its direction.
 *
 * @param metric the metric.
 * @param higherIsBetter whether 1 is best, not 0.
 */
public record ValidationMetric(RankingMetric metric, boolean higherIsBetter) {

  private static final Pattern AT_K = Pattern.compile("(P|R|nDCG)@([1-9][0-9]{0,8})");

  /**
   * Finds a metric.
   *
   * @param name LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k.
   * @return the metric of that name, or nothing if there is none.
   */
  public static Optional<ValidationMetric> find(String name) {
    Matcher atK = AT_K.matcher(name);
    if (atK.matches()) {
      int k = Integer.parseInt(atK.group(2));
      return Optional.of(
          new ValidationMetric(
              switch (atK.group(1)) {
                case "P" -> new PrecisionAtK(k);
                case "R" -> new RecallAtK(k);
                default -> new NdcgAtK(k);
              },
              true));
    }
    return switch (name) {
      case "LRAP" -> Optional.of(new ValidationMetric(new LRAP(), true));
      case "RankingLoss" -> Optional.of(new ValidationMetric(new RankingLoss(), false));
      case "OneError" -> Optional.of(new ValidationMetric(new OneError(), false));
      case "Coverage" -> Optional.of(new ValidationMetric(new Coverage(), false));
      default -> Optional.empty();
    };
  }

  /**
   * Finds the metric of a configuration.
   *
   * @param name LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k.
   * @return the metric of that name.
   * @throws PropertyException if there is none.
   */
  static ValidationMetric of(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new PropertyException(
                    "",
                    "validationMetric",
                    "validationMetric must be LRAP, RankingLoss, OneError, Coverage, P@k, R@k or"
                        + " nDCG@k, found "
                        + name));
  }

  boolean isBetter(double value, double best) {
    return higherIsBetter ? value > best : value < best;
  }
}
