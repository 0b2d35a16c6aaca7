package io.github.zlpr.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
   * Whether the run was reproduced: all that is decisive is the same, to the bit.
   *
   * @return whether it was.
   */
  public boolean identical() {
    return differences().isEmpty();
  }

  /**
   * What is decisive and not the same.
   *
   * @return a list in the order of the findings.
   */
  public List<Finding> differences() {
    return findings.stream().filter(finding -> finding.decisive() && !finding.same()).toList();
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
   * A table of all findings. Hashes are shortened.
   *
   * @return the table, one finding a line.
   */
  public String toText() {
    String format =
        String.format(
            "%%-%ds  %%-%ds  %%-%ds  %%-%ds  %%s%%n",
            width(Finding::part),
            width(Finding::name),
            width(Finding::recorded),
            width(Finding::now));
    StringBuilder table = new StringBuilder();
    table.append(String.format(Locale.ROOT, format, "", "", "recorded", "now", ""));
    for (Finding finding : findings) {
      table.append(
          String.format(
              Locale.ROOT,
              format,
              finding.part(),
              finding.name(),
              shorten(finding.recorded()),
              shorten(finding.now()),
              verdict(finding)));
    }
    return table.toString();
  }

  private int width(Function<Finding, String> column) {
    return findings.stream()
        .mapToInt(finding -> shorten(column.apply(finding)).length())
        .reduce("recorded".length(), Math::max);
  }

  private static String verdict(Finding finding) {
    if (finding.same()) {
      return "same";
    }
    return finding.decisive() ? "NOT THE SAME" : "differs";
  }

  /** Of a hash the first digits tell enough. */
  private static String shorten(String value) {
    return value.length() > LONGEST && value.matches("[0-9a-fA-F]+")
        ? value.substring(0, SHORTENED) + "…"
        : value;
  }

  /**
   * All findings as JSON: {@code identical}, and {@code findings} with {@code part}, {@code name},
   * {@code recorded}, {@code now}, {@code same} and {@code decisive}.
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
          .put("decisive", finding.decisive());
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of texts can be written", e);
    }
  }
}
