package io.github.zlpr.span;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.eval.scoring.TaskThreads;
import io.github.zlpr.trainer.linear.ArrayObjective;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * AdaGrad over sentences. The sentences of a batch are scored with the same weights, each by any
 * thread; then each table of weights is changed by one thread, sentence after sentence. So any
 * number of threads gives the same bits.
 *
 * <p>The gradient of a start's or end's score is the sum over the spans that begin or end there,
 * exactly. The features of spans as wholes are many times as many; where all components of a span's
 * gradient are below the cutoff c, they are left out at random or made larger, so that their
 * expected values stay what they are.
 *
 * <p>Source: Duchi, Hazan and Singer, Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization (2011).
 */
final class SpanDescent {

  /** The number of sentences that are scored with the same weights. */
  private static final int BATCH = 8;

  /** What the sums of squares begin with: a step is not larger than the rate allows. */
  private static final float FIRST_SQUARE = 0.1f;

  private final ArrayObjective loss;
  private final SpanWeights weights;
  private final SpanWeights squares;
  private final boolean[] live;
  private final double cutoff;
  private final TaskThreads crew;
  private final int types;

  /**
   * A descent.
   *
   * @param loss the loss over the spans and types of a sentence.
   * @param weights where it starts; changed.
   * @param squares as many zeros, which become the sums of the squared gradients.
   * @param live the features of spans to be trained.
   * @param cutoff the gradients of spans below it are thinned out.
   * @param crew the threads.
   */
  SpanDescent(
      ArrayObjective loss,
      SpanWeights weights,
      SpanWeights squares,
      boolean[] live,
      double cutoff,
      TaskThreads crew) {
    this.loss = loss;
    this.weights = weights;
    this.squares = squares;
    this.live = live;
    this.cutoff = cutoff;
    this.crew = crew;
    types = weights.types();
  }

  /** The directions in which the scores of a sentence's parts are to be changed. */
  private record Directions(
      SpanRow row, double loss, double[] spans, double[] starts, double[] ends, double[] inside) {}

  /**
   * One epoch.
   *
   * @param sentences the training sentences.
   * @param order the order of those that are trained on.
   * @param seed the seed of the epoch.
   * @param first the rate at its beginning.
   * @param last the rate at its end.
   * @return the sum of the losses, each before its own step.
   */
  double run(List<TrainingSentence> sentences, int[] order, long seed, double first, double last) {
    double sum = 0.0;
    for (int begin = 0; begin < order.length; begin += BATCH) {
      int from = begin;
      int size = Math.min(BATCH, order.length - begin);
      List<Directions> batch =
          crew.all(
              size,
              i -> {
                int number = order[from + i];
                return directions(sentences.get(number), Seeds.mix(seed ^ number));
              });
      for (Directions directions : batch) {
        sum += directions.loss;
      }
      float rate = (float) (first + (last - first) * begin / order.length);
      step(batch, rate);
    }
    return sum;
  }

  private Directions directions(TrainingSentence sentence, long random) {
    SpanRow row = sentence.row();
    double[] spans = weights.score(row);
    double value = loss.lossAndDirection(spans, sentence.targets(), null);
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("the loss is not finite; give a lower learningRate");
    }
    int size = row.grid().size();
    double[] starts = new double[size * types];
    double[] ends = new double[size * types];
    double[] inside = new double[(size + 1) * types];
    row.grid()
        .forEach(
            (index, start, end) -> {
              for (int t = 0; t < types; t++) {
                double direction = spans[index * types + t];
                starts[start * types + t] += direction;
                ends[(end - 1) * types + t] += direction;
                inside[start * types + t] += direction;
                inside[end * types + t] -= direction;
              }
            });
    for (int i = types; i < inside.length; i++) {
      inside[i] += inside[i - types];
    }
    thin(spans, random);
    return new Directions(row, value, spans, starts, ends, inside);
  }

  private void thin(double[] spans, long random) {
    for (int at = 0; at < spans.length; at += types) {
      double largest = 0.0;
      for (int t = 0; t < types; t++) {
        largest = Math.max(largest, Math.abs(spans[at + t]));
      }
      if (largest < cutoff) {
        double uniform = (Seeds.mix(random + at) >>> 11) * 0x1p-53;
        double factor = uniform * cutoff < largest ? cutoff / largest : 0.0;
        for (int t = 0; t < types; t++) {
          spans[at + t] *= factor;
        }
      }
    }
  }

  private void step(List<Directions> batch, float rate) {
    List<IntConsumer> tables =
        List.of(
            i -> step(weights.contextStart, squares.contextStart, batch, Part.START, rate),
            i -> step(weights.contextEnd, squares.contextEnd, batch, Part.END, rate),
            i -> step(weights.tokenStart, squares.tokenStart, batch, Part.TOKEN_START, rate),
            i -> step(weights.tokenEnd, squares.tokenEnd, batch, Part.TOKEN_END, rate),
            i -> step(weights.tokenInside, squares.tokenInside, batch, Part.INSIDE, rate),
            i -> step(weights.span, squares.span, batch, Part.SPAN, rate));
    crew.all(
        tables.size(),
        table -> {
          tables.get(table).accept(table);
          return table;
        });
  }

  /** Which features with which directions. */
  private enum Part {
    START,
    END,
    TOKEN_START,
    TOKEN_END,
    INSIDE,
    SPAN;

    private IdLists lists(SpanRow row) {
      return switch (this) {
        case START, END -> row.contexts();
        case TOKEN_START, TOKEN_END, INSIDE -> row.tokens();
        case SPAN -> row.spans();
      };
    }

    private double[] directions(Directions of) {
      return switch (this) {
        case START, TOKEN_START -> of.starts;
        case END, TOKEN_END -> of.ends;
        case INSIDE -> of.inside;
        case SPAN -> of.spans;
      };
    }
  }

  private void step(
      float[] table, float[] tableSquares, List<Directions> batch, Part part, float rate) {
    for (Directions of : batch) {
      IdLists lists = part.lists(of.row);
      double[] directions = part.directions(of);
      for (int list = 0; list < lists.size(); list++) {
        int at = list * types;
        if (isZero(directions, at)) {
          continue;
        }
        for (int k = lists.start(list); k < lists.end(list); k++) {
          int id = lists.ids()[k];
          if (part != Part.SPAN || live[id]) {
            step(table, tableSquares, id * types, directions, at, rate);
          }
        }
      }
    }
  }

  private boolean isZero(double[] directions, int at) {
    for (int t = 0; t < types; t++) {
      if (directions[at + t] != 0.0) {
        return false;
      }
    }
    return true;
  }

  private void step(
      float[] table, float[] tableSquares, int row, double[] directions, int at, float rate) {
    for (int t = 0; t < types; t++) {
      float direction = (float) directions[at + t];
      float square = tableSquares[row + t] + direction * direction;
      tableSquares[row + t] = square;
      table[row + t] += rate * direction / (float) Math.sqrt(square + FIRST_SQUARE);
    }
  }
}
