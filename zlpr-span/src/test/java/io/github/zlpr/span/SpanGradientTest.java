package io.github.zlpr.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.eval.scoring.TaskThreads;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.linear.ArrayObjective;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpanGradientTest {

  private static final int LONGEST = 3;
  private static final List<String> TYPES = List.of("PERSON", "TOWN");

  private final SpanFeatures features = new SpanFeatures();
  private final List<Sentence> sentences = Spans.read(SampleSentences.of(6, 4, true));
  private final FeatureSpace space =
      new FeatureSpace(features, FeatureSpace.names(features, sentences, 1, LONGEST));
  private final List<TrainingSentence> rows = rows();

  private List<TrainingSentence> rows() {
    try (TaskThreads crew = new TaskThreads(1)) {
      return TrainingSentence.all(space.encode(sentences, LONGEST, crew), sentences, TYPES);
    }
  }

  private SpanWeights random() {
    SplittableRandom random = new SplittableRandom(8);
    SpanWeights weights = new SpanWeights(space, TYPES.size());
    for (float[] table : tables(weights)) {
      for (int i = 0; i < table.length; i++) {
        table[i] = (float) (0.2 * (random.nextDouble() - 0.5));
      }
    }
    return weights;
  }

  private static List<float[]> tables(SpanWeights weights) {
    return List.of(
        weights.contextStart,
        weights.contextEnd,
        weights.tokenStart,
        weights.tokenEnd,
        weights.tokenInside,
        weights.span);
  }

  private static double loss(SpanWeights weights, TrainingSentence sentence) {
    return new ZLPR().lossAndDirection(weights.score(sentence.row()), sentence.targets(), null);
  }

  /**
   * One step on one sentence moves each weight by rate · g / √(g² + 0.1), from which g is found
   * again.
   */
  @Test
  void stepsFollowTheGradientOfTheKernelsLossThroughAllTables() {
    TrainingSentence sentence = rows.get(0);
    SpanWeights before = random();
    SpanWeights after = random();
    boolean[] live = new boolean[space.spans()];
    java.util.Arrays.fill(live, true);
    SpanWeights squares = new SpanWeights(space, TYPES.size());
    double told;
    try (TaskThreads crew = new TaskThreads(1)) {
      told =
          new SpanDescent(ArrayObjective.of(new ZLPR()), after, squares, live, 0.0, crew)
              .run(List.of(sentence), new int[] {0}, 1L, 1e-3, 1e-3);
    }
    assertEquals(loss(before, sentence), told, 0.0);
    int checked = 0;
    for (int table = 0; table < tables(before).size(); table++) {
      float[] weights = tables(before).get(table);
      float[] moved = tables(after).get(table);
      float[] sums = tables(squares).get(table);
      for (int i = 0; i < weights.length; i += 1 + weights.length / 60) {
        double gradient = gradient(before, weights, i, sentence);
        // A feature that several tokens of the sentence have takes several steps.
        if (Math.abs(gradient) > 1e-3 && Math.abs(sums[i] - gradient * gradient) < 1e-4) {
          assertTrue((moved[i] - weights[i]) * gradient < 0.0);
          assertEquals(gradient * gradient, sums[i], 2e-3 * gradient * gradient + 1e-6);
          checked++;
        } else if (gradient == 0.0) {
          assertEquals(weights[i], moved[i]);
        }
      }
    }
    assertTrue(checked > 40, "checked " + checked);
  }

  private static double gradient(
      SpanWeights all, float[] table, int at, TrainingSentence sentence) {
    float value = table[at];
    float step = 1e-2f;
    table[at] = value + step;
    double above = table[at];
    double high = loss(all, sentence);
    table[at] = value - step;
    double below = table[at];
    double low = loss(all, sentence);
    table[at] = value;
    return (high - low) / (above - below);
  }

  @Test
  void spansOfAGridAreNumberedInTheirOrder() {
    for (int size = 1; size < 9; size++) {
      for (int longest = 1; longest < 11; longest++) {
        SpanGrid grid = new SpanGrid(size, longest);
        List<Integer> numbers = new ArrayList<>();
        for (int start = 0; start < size; start++) {
          for (int end = start + 1; end <= Math.min(size, start + longest); end++) {
            assertEquals(numbers.size(), grid.index(start, end));
            numbers.add(numbers.size());
          }
        }
        assertEquals(numbers.size(), grid.spans());
        List<Integer> visited = new ArrayList<>();
        grid.forEach((index, start, end) -> visited.add(index));
        assertEquals(numbers, visited);
      }
    }
  }

  @Test
  void priorIsInBalance() {
    double[] prior = SpanPrior.of(ArrayObjective.of(new ZLPR()), 0.0, rows, TYPES.size(), LONGEST);
    double[] sums = new double[prior.length];
    for (TrainingSentence sentence : rows) {
      SpanGrid grid = sentence.row().grid();
      double[] directions = new double[grid.spans() * TYPES.size()];
      grid.forEach(
          (index, start, end) ->
              System.arraycopy(
                  prior, (end - start - 1) * TYPES.size(), directions, index * TYPES.size(), 2));
      new ZLPR().lossAndDirection(directions, sentence.targets(), null);
      grid.forEach(
          (index, start, end) -> {
            for (int t = 0; t < 2; t++) {
              sums[(end - start - 1) * 2 + t] += directions[index * 2 + t];
            }
          });
    }
    for (int l = 0; l < prior.length; l++) {
      if (Math.abs(prior[l]) < 11.0) {
        assertEquals(0.0, sums[l], 0.05, "length and type " + l);
      }
    }
  }

  @Test
  void bestSpansAreTakenFirst() {
    SpanGrid grid = new SpanGrid(3, 3);
    // 0-1 0-2 0-3 1-2 1-3 2-3
    double[] scores = {1, 3, -1, 2, 2.5, 0.5};
    assertEquals(
        List.of("0-2", "2-3"), taken(new SpanDecoder(false).decode(grid, scores, 1, 0.0, 9)));
    assertEquals(
        List.of("0-2", "1-2", "0-1", "2-3"),
        taken(new SpanDecoder(true).decode(grid, scores, 1, 0.0, 9)));
    assertEquals(List.of("0-2"), taken(new SpanDecoder(true).decode(grid, scores, 1, 0.0, 1)));
    assertEquals(List.of("0-2"), taken(new SpanDecoder(true).decode(grid, scores, 1, 2.5, 9)));
  }

  private static List<String> taken(List<SpanDecoder.Candidate> spans) {
    return spans.stream().map(span -> span.start() + "-" + span.end()).toList();
  }
}
