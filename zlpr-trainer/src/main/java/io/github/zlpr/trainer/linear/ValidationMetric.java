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
 * A ranking metric chosen by name.
 *
 * @param metric the metric.
 */
public record ValidationMetric(RankingMetric metric) {

  private static final Pattern AT_K = Pattern.compile("(P|R|nDCG)@([1-9][0-9]{0,8})");

  /**
   * Finds a metric.
   *
   * @param name LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k.
   * @return the metric of that name, or nothing if there is none.
   */
  public static Optional<ValidationMetric> find(String name) {
    return Optional.ofNullable(metric(name)).map(ValidationMetric::new);
  }

  private static RankingMetric metric(String name) {
    Matcher atK = AT_K.matcher(name);
    if (atK.matches()) {
      int k = Integer.parseInt(atK.group(2));
      return switch (atK.group(1)) {
        case "P" -> new PrecisionAtK(k);
        case "R" -> new RecallAtK(k);
        default -> new NdcgAtK(k);
      };
    }
    return switch (name) {
      case "LRAP" -> new LRAP();
      case "RankingLoss" -> new RankingLoss();
      case "OneError" -> new OneError();
      case "Coverage" -> new Coverage();
      default -> null;
    };
  }

  /**
   * Finds the metric of a configuration.
   *
   * @param name LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k.
   * @return the metric of that name.
   * @throws PropertyException if there is none.
   */
  public static ValidationMetric of(String name) {
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

  /**
   * Whether a value is better than the best so far.
   *
   * @param value the value.
   * @param best the best so far.
   * @return whether it is.
   */
  public boolean isBetter(double value, double best) {
    return metric.higherIsBetter() ? value > best : value < best;
  }
}
