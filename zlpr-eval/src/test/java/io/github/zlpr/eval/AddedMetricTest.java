package io.github.zlpr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.LabelOutcome;
import io.github.zlpr.eval.metric.MacroMetric;
import io.github.zlpr.eval.metric.Metrics;
import io.github.zlpr.eval.metric.PooledMetric;
import io.github.zlpr.eval.metric.PooledRanking;
import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingMetric;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A new metric is one class and one line in a catalogue. */
class AddedMetricTest {

  private record ReciprocalRank(int k) implements RankingMetric {
    @Override
    public String name() {
      return "RR@" + k;
    }

    @Override
    public String meaning() {
      return "Share of the first true label.";
    }

    @Override
    public double value(Ranking ranking) {
      return ranking.groups() == 0 || ranking.labelsThrough(0) > k
          ? 0.0
          : 1.0 / ranking.labelsThrough(0);
    }
  }

  private record TruePairs() implements PooledMetric {
    @Override
    public String name() {
      return "TruePairs";
    }

    @Override
    public String meaning() {
      return "Number of true pairs.";
    }

    @Override
    public double value(PooledRanking pool) {
      return pool.truePairs();
    }

    @Override
    public double highest() {
      return Double.POSITIVE_INFINITY;
    }
  }

  private record MacroRecall() implements MacroMetric {
    @Override
    public String name() {
      return "MacroRecall";
    }

    @Override
    public String meaning() {
      return "Recall of each label, averaged.";
    }

    @Override
    public double labelValue(LabelOutcome outcome) {
      return (double) outcome.hits() / outcome.ranking().truePairs();
    }
  }

  private static final Metrics CATALOGUE =
      Metrics.standard()
          .withCutoff(ReciprocalRank::new)
          .with(new TruePairs())
          .with(new MacroRecall());

  @Test
  void isEvaluatedReportedGivenIntervalsAndCompared() {
    var model = TestData.model();
    var test = TestData.source(300, 4);
    RankingEvaluation evaluation =
        new RankingEvaluator(2)
            .withBootstrap(20, 0.9, 1)
            .keepingExampleValues()
            .withCatalogue(CATALOGUE)
            .evaluate(model, test);
    for (String name : List.of("RR@2", "TruePairs", "MacroRecall")) {
      assertTrue(evaluation.value(name) > 0.3, name);
      assertTrue(evaluation.toJson().contains('"' + name + '"'));
      assertTrue(evaluation.toString().contains(name));
      Interval interval = evaluation.intervals().get(name);
      assertTrue(interval.contains(evaluation.value(name)), name + interval);
      assertEquals(
          0.0,
          new BootstrapComparison(10, 0.9, 1).compare(evaluation, evaluation).get(name).value());
    }
    assertTrue(evaluation.intervals().get("TruePairs").upper() > 1.0);
    assertTrue(evaluation.value("RR@2") <= 1.0);
  }

  @Test
  void isFoundByName() {
    assertEquals(new ReciprocalRank(7), CATALOGUE.named("RR@7", ExampleMetric.class).orElseThrow());
    assertTrue(CATALOGUE.names(RankingMetric.class).contains("RR@k"));
  }
}
