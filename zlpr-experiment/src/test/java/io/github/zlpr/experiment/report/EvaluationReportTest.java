package io.github.zlpr.experiment.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.eval.LabelMetrics;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.eval.metric.Metric;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.SAXParserFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.Hinge;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

class EvaluationReportTest {

  private static final String MALICIOUS = "<script>alert('b')</script>";

  private Model<MultiLabel> model;
  private ScoreSummary summary;
  private RankingEvaluation evaluation;
  private final List<double[]> scores = new ArrayList<>();
  private final List<Set<String>> truth = new ArrayList<>();

  @BeforeEach
  void evaluate() {
    Random random = new Random(5);
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double[] x = {random.nextDouble(), random.nextDouble()};
      Set<Label> labels = new HashSet<>();
      if (x[0] > 0.5) {
        labels.add(new Label("a"));
      }
      if (x[1] + 0.3 * random.nextGaussian() > 0.5) {
        labels.add(new Label(MALICIOUS));
      }
      examples.add(new ArrayExample<>(new MultiLabel(labels), new String[] {"x", "y"}, x));
    }
    MultiLabelFactory factory = new MultiLabelFactory();
    var source =
        new ListDataSource<>(examples, factory, new SimpleDataSourceProvenance("test", factory));
    model =
        new LinearSGDTrainer(new Hinge(), new AdaGrad(0.5, 0.1), 5, 1)
            .train(new MutableDataset<>(source));
    summary = new ScoreSummary(model);
    evaluation =
        new RankingEvaluator(1, 2)
            .evaluate(
                model,
                examples,
                source.getProvenance(),
                scored -> {
                  summary.scored(scored);
                  scores.add(scored.scores());
                  truth.add(scored.example().getOutput().getNameSet());
                });
  }

  private String html() {
    return new EvaluationReport(evaluation)
        .scores(summary)
        .training(new double[] {3, 2, 1.5}, "LRAP", new double[] {.5, .6, .7})
        .appendix("a & b", "<config/>")
        .toHtml();
  }

  @Test
  void isOneFileThatLoadsNothingAndRunsNothing() {
    String html = html();
    assertFalse(html.contains("<script"), "no script, and names are escaped");
    assertTrue(html.contains("&lt;script&gt;alert(&#39;b&#39;)&lt;/script&gt;"));
    assertTrue(html.contains("<summary>a &amp; b</summary>") && html.contains("&lt;config/&gt;"));
    assertFalse(Pattern.compile("(src|href)\\s*=\\s*['\"](?!#)").matcher(html).find());
    assertFalse(html.replaceAll("http://www.w3.org/(2000/svg|1999/xlink)", "").contains("http"));
  }

  @Test
  void saysWhatWasEvaluatedAndHow() {
    String html = html();
    assertTrue(html.contains("<title>Hinge, LinearSGDTrainer, tested on DataSource</title>"));
    assertTrue(html.contains("<summary>Evaluator</summary>"));
    assertTrue(html.contains("<summary>Model and data</summary>"));
  }

  @Test
  void theEvaluationAloneHasAPageWithoutCharts() throws Exception {
    String html = new EvaluationReport(evaluation).toHtml();
    assertFalse(html.contains("<svg") || html.contains("<h2>Training</h2>"));
    assertTrue(html.contains("<h2>Labels, the worst first</h2>"));
    evaluation.metrics().keySet().forEach(name -> assertTrue(html.contains("<dt>" + name), name));
  }

  @Test
  void hasTheLevelOfTheIntervalsAndTheNumberOfLabelsLeftOut() {
    ArrayExample<MultiLabel> example =
        new ArrayExample<>(new MultiLabel(new Label("a")), new String[] {"x"}, new double[] {1.0});
    String html =
        new EvaluationReport(
                new RankingEvaluator(1)
                    .withBootstrap(10, 0.975, 1)
                    .evaluate(
                        model,
                        List.of(example),
                        model.getProvenance().getDatasetProvenance().getSourceProvenance(),
                        scored -> {}))
            .toHtml();
    assertTrue(html.contains("intervals over examples, 97.5 %."), html);
    assertTrue(
        html.contains(
            "Left out of MacroAUC: 2 labels without both classes; of MacroAP: 1 without a true"
                + " example."),
        html);
  }

  @Test
  void showsEveryMetric() {
    String html = html();
    evaluation
        .metrics()
        .forEach(
            (name, value) ->
                assertTrue(
                    html.contains(
                        "<dt>" + name + "</dt><dd>" + String.format(Locale.ROOT, "%.4f", value)),
                    name));
  }

  @Test
  void metricsOfDifferentCutoffsShareALineThatSaysWhatTheyMean() {
    String html = html();
    for (Metric metric : evaluation.measured()) {
      String card =
          Pattern.compile("<dt>" + metric.name() + "</dt>.*?<p>(.*?)</p>", Pattern.DOTALL)
              .matcher(html)
              .results()
              .findFirst()
              .orElseThrow()
              .group(1);
      assertTrue(card.startsWith(Page.escape(metric.meaning())), card);
      assertEquals(!metric.higherIsBetter(), card.contains("less is better"), metric.name());
    }
    assertEquals(1, html.split("Share of the first k labels that are true", -1).length - 1);
  }

  @Test
  void aChartThatCannotBeDrawnIsASentence() {
    Page page =
        new Page("no charts")
            .figure(
                () -> {
                  throw new NoClassDefFoundError("org/jfree/chart/axis/ValueAxis");
                },
                "a caption");
    assertTrue(page.toString().contains("<p>not drawn: charts need jfreechart, batik-svggen"));
    assertTrue(page.toString().contains("found java.lang.NoClassDefFoundError: org/jfree/chart"));
  }

  @Test
  void hasTheNumbersOfTheMarkedPoint() {
    Matcher numbers =
        Pattern.compile("precision is (0\\.\\d{3}), recall (0\\.\\d{3}) and F1 (0\\.\\d{3})\\.")
            .matcher(html());
    assertTrue(numbers.find());
    assertEquals(evaluation.value("MicroF1"), Double.parseDouble(numbers.group(3)), 5.1e-4);
  }

  @Test
  void manyLabelsAreFoldedAwayOnceByEachOrder() {
    Page page = new Page("labels");
    LabelTables.add(
        page,
        IntStream.range(0, 1_200)
            .mapToObj(
                i ->
                    new LabelMetrics(
                        "label-" + (i + 1_000), (i * 7 % 1_200) / 1_200.0, .5, .5, i, i + 1, 1))
            .toList());
    String html = page.toString();
    assertEquals(2 * 1_000 + 15, html.split("<td>label-", -1).length - 1);
    assertTrue(html.contains("<summary>The 1,000 most frequent of 1,200 labels by name</summary>"));
    String byName = html.substring(html.indexOf("labels by name"));
    assertTrue(byName.indexOf("label-1200") < byName.indexOf("label-2199"));
    assertFalse(byName.contains("label-1199"), "the rarest are left out");
  }

  @Test
  void chartsAreWellFormedWithTextAlternatives() throws Exception {
    var charts =
        Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(html()).results().toList();
    assertEquals(6, charts.size());
    for (var chart : charts) {
      SAXParserFactory.newDefaultInstance()
          .newSAXParser()
          .parse(new InputSource(new StringReader(chart.group())), new DefaultHandler());
      assertTrue(chart.group().matches("(?s)<svg aria-label=\"[^\"]{10,}\" [^>]*role=\"img\".*"));
      assertTrue(chart.group().contains("currentColor"), "text has the colour of the page");
    }
  }

  @Test
  void curvesAreThoseOfTheScores() {
    ScoreSummary.PrecisionRecall curve = summary.precisionRecall();
    int truePositives = 0;
    int predicted = 0;
    int positives = 0;
    for (int i = 0; i < scores.size(); i++) {
      for (int id = 0; id < 2; id++) {
        boolean isTrue =
            truth.get(i).contains(model.getOutputIDInfo().getOutput(id).getLabelString());
        positives += isTrue ? 1 : 0;
        predicted += scores.get(i)[id] > 0.0 ? 1 : 0;
        truePositives += isTrue && scores.get(i)[id] > 0.0 ? 1 : 0;
      }
    }
    assertEquals((double) truePositives / predicted, curve.precision[curve.atThreshold], 1e-12);
    assertEquals((double) truePositives / positives, curve.recall[curve.atThreshold], 1e-12);
    assertEquals(1.0, curve.recall[curve.recall.length - 1], 1e-12);
    assertEquals(positives / 400.0, curve.precision[curve.recall.length - 1], 1e-12);

    ScoreSummary.Histogram histogram = summary.histogram(10);
    assertEquals(1.0, Arrays.stream(histogram.positives).sum(), 1e-12);
    assertEquals(1.0, Arrays.stream(histogram.negatives).sum(), 1e-12);
    assertTrue(histogram.from.length <= 11);

    assertArrayEquals(
        new double[] {evaluation.value("P@1"), evaluation.value("P@2")},
        summary.precisionAtK(),
        1e-12);
    assertArrayEquals(
        new double[] {evaluation.value("nDCG@1"), evaluation.value("nDCG@2")},
        summary.ndcgAtK(),
        1e-12);
  }
}
