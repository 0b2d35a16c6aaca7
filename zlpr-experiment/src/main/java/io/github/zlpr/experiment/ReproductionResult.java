package io.github.zlpr.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.zlpr.experiment.provenance.Finding;
import io.github.zlpr.experiment.provenance.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/**
 * What a reproduction gave.
 *
 * @param findings all values compared.
 * @param model the model trained again; nothing if the data differ, for then nothing is trained.
 * @param metrics its metrics; empty if it was not evaluated.
 */
public record ReproductionResult(
    List<Finding> findings, Optional<Model<MultiLabel>> model, Map<String, Double> metrics) {

  private static final int LONGEST = 24;
  private static final int LONGEST_NAME = 44;
  private static final int SHORTENED = 12;
  private static final int DIFFERENCES_IN_ONE_LINE = 3;

  /**
   * A result.
   *
   * @param findings all values compared; copied.
   * @param model the model trained again, if any.
   * @param metrics its metrics.
   */
  public ReproductionResult {
    findings = List.copyOf(findings);
  }

  /**
   * Whether the run was reproduced: all that must be the same is, to the bit.
   *
   * @return whether it was.
   */
  public boolean identical() {
    return differences().isEmpty();
  }

  /**
   * What must be the same and is not.
   *
   * @return a list in the order of the findings.
   */
  public List<Finding> differences() {
    return findings.stream().filter(finding -> finding.verdict() == Verdict.NOT_THE_SAME).toList();
  }

  /**
   * The first differences in one line.
   *
   * @return a line without its end.
   */
  public String firstDifferences() {
    List<Finding> differences = differences();
    String first =
        differences.stream()
            .limit(DIFFERENCES_IN_ONE_LINE)
            .map(
                finding ->
                    String.format(
                        Locale.ROOT,
                        "%s %s: recorded %s, now %s",
                        finding.part(),
                        finding.name(),
                        shorten(finding.recorded()),
                        shorten(finding.now())))
            .collect(Collectors.joining("; "));
    int more = differences.size() - DIFFERENCES_IN_ONE_LINE;
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  /**
   * What was compared and is the same: the weights, and the metrics if they were evaluated again.
   *
   * @return for example {@code weights and 24 metrics}, or {@code weights only}.
   */
  public String compared() {
    List<Finding> all = findings.stream().filter(f -> f.part().equals("metrics")).toList();
    long same = all.stream().filter(Finding::same).count();
    if (same > 0) {
      return "weights and " + same + " metrics";
    }
    return "weights only" + (all.isEmpty() ? "" : "; recorded metrics were not evaluated again");
  }

  /**
   * A table of all findings, for reading: hashes, long values that are the same, and long names are
   * shortened.
   *
   * @return the table, one finding a line, no blanks at the ends of lines.
   */
  public String toText() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "", "recorded", "now", ""));
    for (Finding finding : findings) {
      rows.add(
          List.of(
              finding.part(),
              shortenName(finding.name()),
              finding.same() ? shortenSame(finding.recorded()) : shorten(finding.recorded()),
              finding.same() ? shortenSame(finding.now()) : shorten(finding.now()),
              finding.verdict().toString()));
    }
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  /** Of a path the end tells most. */
  private static String shortenName(String name) {
    return name.length() > LONGEST_NAME
        ? "…" + name.substring(name.length() - LONGEST_NAME + 1)
        : name;
  }

  private static String shortenSame(String value) {
    String shortened = shorten(value);
    return shortened.length() > LONGEST ? shortened.substring(0, LONGEST - 1) + "…" : shortened;
  }

  /** Of a hash the first digits tell enough. */
  private static String shorten(String value) {
    return value.length() > LONGEST && value.matches("[0-9a-fA-F]+")
        ? value.substring(0, SHORTENED) + "…"
        : value;
  }

  /**
   * All findings as JSON: {@code identical}, and {@code findings} with {@code part}, {@code name},
   * {@code recorded}, {@code now}, {@code same} and {@code verdict}.
   *
   * @return one object.
   */
  public String toJson() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode().put("identical", identical());
    var list = root.putArray("findings");
    for (Finding finding : findings) {
      list.addObject()
          .put("part", finding.part())
          .put("name", finding.name())
          .put("recorded", finding.recorded())
          .put("now", finding.now())
          .put("same", finding.same())
          .put("verdict", finding.verdict().toString());
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of texts can be written", e);
    }
  }
}
