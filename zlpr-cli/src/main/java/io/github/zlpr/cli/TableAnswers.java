package io.github.zlpr.cli;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import io.github.zlpr.experiment.Reasons;
import java.io.StringWriter;
import java.util.ArrayList;
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

  private static final List<String> COLUMNS = List.of("id", "label", "score", "predicted", "why");

  private final char separator;

  TableAnswers(char separator) {
    this.separator = separator;
  }

  @Override
  public String head() {
    return rows(List.of(COLUMNS));
  }

  @Override
  public String text(Line line) {
    String id = String.valueOf(line.number());
    Set<String> predicted = line.answer().names();
    List<List<String>> rows = new ArrayList<>();
    if (line.listed().isEmpty()) {
      rows.add(List.of(id, "", "", "", ""));
    }
    for (Label label : line.listed()) {
      rows.add(
          List.of(
              id,
              label.getLabel(),
              String.valueOf(label.getScore()),
              String.valueOf(predicted.contains(label.getLabel())),
              line.reasons().getOrDefault(label.getLabel(), List.of()).stream()
                  .map(TableAnswers::reason)
                  .collect(Collectors.joining("; "))));
    }
    return rows(rows);
  }

  private static String reason(Reasons.Part part) {
    return String.format(Locale.ROOT, "%+.4f %s", part.part(), part.feature());
  }

  private String rows(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    ICSVWriter writer = new CSVWriterBuilder(text).withSeparator(separator).build();
    rows.forEach(row -> writer.writeNext(row.toArray(new String[0]), false));
    writer.flushQuietly();
    return text.toString();
  }
}
