package io.github.zlpr.cli;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import io.github.zlpr.experiment.Reasons;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.tribuo.classification.Label;

/**
 * Answers as a table: a row for each label that is written, with the number of its input, its score
 * and whether it is predicted. An input without any such label has one row, whose label is empty.
 */
final class TableAnswers implements AnswerWriter {

  private final PrintStream out;
  private final StringWriter rows = new StringWriter();
  private final ICSVWriter writer;

  TableAnswers(PrintStream out, char separator) {
    this.out = out;
    writer = new CSVWriterBuilder(rows).withSeparator(separator).build();
    row("id", "label", "score", "predicted", "why");
  }

  @Override
  public void write(Line line) {
    String id = String.valueOf(line.number());
    Set<String> predicted = line.answer().names();
    if (line.listed().isEmpty()) {
      row(id, "", "", "", "");
    }
    for (Label label : line.listed()) {
      row(
          id,
          label.getLabel(),
          String.valueOf(label.getScore()),
          String.valueOf(predicted.contains(label.getLabel())),
          line.reasons().getOrDefault(label.getLabel(), List.of()).stream()
              .map(TableAnswers::reason)
              .collect(Collectors.joining("; ")));
    }
  }

  private static String reason(Reasons.Part part) {
    return String.format(Locale.ROOT, "%+.4f %s", part.part(), part.feature());
  }

  private void row(String... cells) {
    writer.writeNext(cells, false);
    writer.flushQuietly();
    out.print(rows);
    rows.getBuffer().setLength(0);
  }
}
