package io.github.zlpr.cli;

import io.github.zlpr.experiment.Reasons;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tribuo.classification.Label;

/** Answers for people: the input, and below it a line for each label. */
final class TextAnswers implements AnswerWriter {

  /** Four digits after the point. */
  private static final long SCALE = 10_000;

  private static final double LARGEST = 1e9;

  @Override
  public String text(Line line) {
    StringBuilder text = new StringBuilder(line.title()).append(System.lineSeparator());
    if (!line.answer().isKnown()) {
      text.append("  (the model knows no word or feature of this)").append(System.lineSeparator());
    } else if (line.listed().isEmpty()) {
      text.append("  (no label scores above the threshold)").append(System.lineSeparator());
    }
    Set<String> predicted = line.answer().names();
    boolean isMarked =
        line.listed().stream().anyMatch(label -> !predicted.contains(label.getLabel()));
    for (Label label : line.listed()) {
      boolean isPredicted = predicted.contains(label.getLabel());
      text.append(isMarked && isPredicted ? "* " : "  ");
      text.append(number(label.getScore()))
          .append("  ")
          .append(label.getLabel())
          .append(System.lineSeparator());
      for (Reasons.Part part : line.reasons().getOrDefault(label.getLabel(), List.of())) {
        text.append(String.format(Locale.ROOT, "          %+8.4f  ", part.part()));
        text.append(part.feature()).append(System.lineSeparator());
      }
    }
    return text.toString();
  }

  /** As {@code %8.4f} writes it, which takes most of the time of a prediction. */
  static String number(double score) {
    if (!(Math.abs(score) < LARGEST)) {
      return String.format(Locale.ROOT, "%8.4f", score);
    }
    long scaled = Math.round(Math.abs(score) * SCALE);
    String digits = String.valueOf(SCALE + scaled % SCALE).substring(1);
    String number = (score < 0.0 ? "-" : "") + scaled / SCALE + "." + digits;
    return " ".repeat(Math.max(0, 8 - number.length())) + number;
  }
}
