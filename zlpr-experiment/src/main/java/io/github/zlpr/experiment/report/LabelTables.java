package io.github.zlpr.experiment.report;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.eval.LabelMetrics;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a model does on each label: all labels in one table where they are few; else the worst ones,
 * and all of them folded away, once by average precision and once by name.
 */
final class LabelTables {

  private static final int FEW = 25;
  private static final int WORST = 15;

  /** So many rows of a folded table keep a page small. */
  private static final int MOST = 1_000;

  private static final Comparator<LabelMetrics> WORST_FIRST =
      Comparator.comparingDouble(LabelMetrics::ap).thenComparing(LabelMetrics::name);

  private LabelTables() {}

  /**
   * Adds the tables to a page.
   *
   * @param page the page.
   * @param known the labels that have an average precision and training examples.
   */
  static void add(Page page, List<LabelMetrics> known) {
    if (known.isEmpty()) {
      return;
    }
    List<LabelMetrics> worstFirst = known.stream().sorted(WORST_FIRST).toList();
    if (known.size() <= FEW) {
      page.section("Labels, the worst first");
      addTable(page, worstFirst);
      addExplanation(page);
    } else {
      page.section("Labels that do worst");
      addTable(page, worstFirst.subList(0, WORST));
      addExplanation(page);
      List<LabelMetrics> shown = mostFrequent(known);
      addFolded(page, known.size(), shown, WORST_FIRST, "by average precision");
      addFolded(page, known.size(), shown, Comparator.comparing(LabelMetrics::name), "by name");
    }
    page.html("</section>\n");
  }

  /**
   * What speaks for and against the labels that do worst.
   *
   * @param known the labels that have an average precision and training examples.
   * @param heaviest features with the largest weights, by label.
   * @return a line for each label.
   */
  static String heaviest(
      List<LabelMetrics> known, Map<String, List<Pair<String, Double>>> heaviest) {
    return known.stream()
        .sorted(WORST_FIRST)
        .limit(WORST)
        .map(
            label ->
                label.name()
                    + ": "
                    + heaviest.getOrDefault(label.name(), List.of()).stream()
                        .map(
                            pair ->
                                String.format(Locale.ROOT, "%s %+.2f", pair.getA(), pair.getB()))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("\n"));
  }

  private static List<LabelMetrics> mostFrequent(List<LabelMetrics> labels) {
    return labels.stream()
        .sorted(
            Comparator.<LabelMetrics>comparingLong(label -> -label.trainingCount())
                .thenComparing(LabelMetrics::name))
        .limit(MOST)
        .toList();
  }

  private static void addFolded(
      Page page, int all, List<LabelMetrics> shown, Comparator<LabelMetrics> order, String name) {
    page.html(
        String.format(
            Locale.ROOT,
            "<details class='list'><summary>%s %,d labels %s</summary>\n",
            shown.size() < all
                ? String.format(Locale.ROOT, "The %,d most frequent of", MOST)
                : "All",
            all,
            name));
    addTable(page, shown.stream().sorted(order).toList());
    page.html("</details>\n");
  }

  private static void addTable(Page page, List<LabelMetrics> labels) {
    page.html(
        "<div class='wide'><table class='labels'><thead><tr><th>label</th><th>AP</th><th>AUC</th>"
            + "<th>F1</th><th>test</th><th>training</th></tr></thead><tbody>\n");
    for (LabelMetrics label : labels) {
      page.html(
          String.format(
              Locale.ROOT,
              "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%,d</td><td>%,d</td></tr>\n",
              Page.escape(label.name()),
              number(label.ap()),
              number(label.auc()),
              number(label.f1()),
              label.support(),
              label.trainingCount()));
    }
    page.html("</tbody></table></div>\n");
  }

  private static void addExplanation(Page page) {
    page.paragraph(
        "AP and AUC: average precision, and area under the ROC curve, of the examples ranked by"
            + " their scores for the label. F1: of the label's predictions. Test and training: how"
            + " many examples have it.");
  }

  /** A metric as reports show it. */
  static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }
}
