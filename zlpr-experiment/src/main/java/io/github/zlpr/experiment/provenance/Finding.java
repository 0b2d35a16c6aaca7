package io.github.zlpr.experiment.provenance;

import java.util.Optional;

/**
 * One line of a reproduction: a value as it was recorded, and as it is now.
 *
 * @param part what it is a value of: data, configuration, features, versions, weights or metrics.
 * @param name its name.
 * @param recorded the recorded value; {@value #NONE} if none was recorded.
 * @param now the value now; {@value #NONE} if there is none.
 * @param verdict what follows from the two.
 */
public record Finding(String part, String name, String recorded, String now, Verdict verdict) {

  /** The text of a value that does not exist. */
  public static final String NONE = "-";

  /** What follows from a recorded value and a value now. */
  public enum Verdict {
    /** The values are equal. */
    SAME("same"),
    /** The values differ, so the run is not reproduced. */
    NOT_THE_SAME("NOT THE SAME"),
    /** The values differ, and may. */
    DIFFERS("differs"),
    /** There is a value only now, so that nothing can be compared. */
    NOT_RECORDED("not recorded"),
    /** There is a recorded value only: a metric of a model that was not evaluated again. */
    NOT_EVALUATED("not evaluated");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A value that must be the same.
   *
   * @param part what it is a value of.
   * @param name its name.
   * @param recorded the recorded value.
   * @param now the value now.
   * @return {@link Verdict#SAME} or {@link Verdict#NOT_THE_SAME}.
   */
  public static Finding required(String part, String name, String recorded, String now) {
    return new Finding(
        part, name, recorded, now, recorded.equals(now) ? Verdict.SAME : Verdict.NOT_THE_SAME);
  }

  /**
   * A metric, which must be the same if it is known twice.
   *
   * @param name its name.
   * @param recorded the recorded value, if there is one.
   * @param now the value now, if it was evaluated.
   * @return the finding.
   */
  public static Finding metric(String name, Optional<Double> recorded, Optional<Double> now) {
    String before = recorded.map(String::valueOf).orElse(NONE);
    String after = now.map(String::valueOf).orElse(NONE);
    if (recorded.isEmpty()) {
      return new Finding("metrics", name, before, after, Verdict.NOT_RECORDED);
    }
    return now.isEmpty()
        ? new Finding("metrics", name, before, after, Verdict.NOT_EVALUATED)
        : required("metrics", name, before, after);
  }

  /**
   * A version, which may differ.
   *
   * @param name of what.
   * @param recorded the recorded version, if there is one.
   * @param now the version now.
   * @return the finding.
   */
  public static Finding version(String name, Optional<String> recorded, String now) {
    Verdict verdict =
        recorded
            .map(before -> before.equals(now) ? Verdict.SAME : Verdict.DIFFERS)
            .orElse(Verdict.NOT_RECORDED);
    return new Finding("versions", name, recorded.orElse(NONE), now, verdict);
  }

  /**
   * Whether both values are the same.
   *
   * @return whether they are.
   */
  public boolean same() {
    return verdict == Verdict.SAME;
  }
}
