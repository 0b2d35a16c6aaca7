package io.github.zlpr.cli;

import io.github.zlpr.experiment.Reasons;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tribuo.classification.Label;

/** Answers for people: the input, and below it a line for each label. */
final class TextAnswers implements AnswerWriter {

  private final PrintStream out;

  TextAnswers(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(Line line) {
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
      text.append(String.format(Locale.ROOT, "%8.4f  ", label.getScore()));
      text.append(label.getLabel()).append(System.lineSeparator());
      for (Reasons.Part part : line.reasons().getOrDefault(label.getLabel(), List.of())) {
        text.append(String.format(Locale.ROOT, "          %+8.4f  ", part.part()));
        text.append(part.feature()).append(System.lineSeparator());
      }
    }
    out.print(text);
  }
}
