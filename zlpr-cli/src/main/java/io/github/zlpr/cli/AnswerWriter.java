package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import io.github.zlpr.experiment.Answer;
import io.github.zlpr.experiment.Reasons;
import java.util.List;
import java.util.Map;
import org.tribuo.classification.Label;

/** The form of answers, one for each input. */
interface AnswerWriter {

  /**
   * An answer with what is to be written of it.
   *
   * @param number of the input, from 1.
   * @param title the text, or which row of a file it is.
   * @param answer what the model says.
   * @param listed the labels to be written with their scores, the best first.
   * @param reasons for each label predicted, the parts of its score; empty if not asked for.
   */
  record Line(
      long number,
      String title,
      Answer answer,
      List<Label> listed,
      Map<String, List<Reasons.Part>> reasons) {}

  /** What stands before all answers. */
  default String head() {
    return "";
  }

  /** An answer with the ends of its lines. May be called by several threads at once. */
  String text(Line line);

  /** A writer in the form of a name. */
  static AnswerWriter of(String format) {
    return switch (format) {
      case "text" -> new TextAnswers();
      case "jsonl" -> new JsonAnswers();
      case "csv" -> new TableAnswers(',');
      case "tsv" -> new TableAnswers('\t');
      default ->
          throw new ArgumentException(
              "--format", "The form is text, jsonl, csv or tsv, found " + format + ".");
    };
  }
}
