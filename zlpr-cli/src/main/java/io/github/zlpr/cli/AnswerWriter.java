package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import io.github.zlpr.experiment.Answer;
import io.github.zlpr.experiment.Reasons;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.tribuo.classification.Label;

/** Writes answers in a form, one for each input and in the order of the inputs. */
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

  /** Writes an answer. */
  void write(Line line);

  /** A writer in the form of a name. */
  static AnswerWriter of(String format, PrintStream out) {
    return switch (format) {
      case "text" -> new TextAnswers(out);
      case "jsonl" -> new JsonAnswers(out);
      case "csv" -> new TableAnswers(out, ',');
      case "tsv" -> new TableAnswers(out, '\t');
      default ->
          throw new ArgumentException(
              "--format", "The form is text, jsonl, csv or tsv, found " + format + ".");
    };
  }
}
