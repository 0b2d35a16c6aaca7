package io.github.zlpr.span;

import io.github.zlpr.trainer.model.CompactWeights;

/**
 * The weights of a span model with T types: a row of T for each feature and each part it plays. The
 * features of surroundings and tokens play two, at the first and at the last token of a span; those
 * of tokens a third one, at any token of it.
 */
final class SpanWeights {

  /** Start, end, inside, whole. */
  private static final int PARTS = 4;

  private final int types;
  final float[] contextStart;
  final float[] contextEnd;
  final float[] tokenStart;
  final float[] tokenEnd;
  final float[] tokenInside;
  final float[] span;

  /**
   * Weights of 0.
   *
   * @param space the features.
   * @param types T.
   */
  SpanWeights(FeatureSpace space, int types) {
    this.types = types;
    contextStart = new float[space.contexts() * types];
    contextEnd = new float[space.contexts() * types];
    tokenStart = new float[space.tokens() * types];
    tokenEnd = new float[space.tokens() * types];
    tokenInside = new float[space.tokens() * types];
    span = new float[space.spans() * types];
  }

  /**
   * The weights of a model.
   *
   * @param space the features.
   * @param rows for each feature of the space, T columns each of start, end, inside and whole.
   * @param types T.
   * @return the weights.
   */
  static SpanWeights of(FeatureSpace space, CompactWeights rows, int types) {
    SpanWeights weights = new SpanWeights(space, types);
    for (int id = 0; id < rows.features(); id++) {
      float[][] parts = weights.parts(space, id);
      int row = space.row(id) * types;
      rows.forEach(id, (column, weight) -> parts[column / types][row + column % types] = weight);
    }
    return weights;
  }

  /** The tables in which a feature has rows, by its part: start, end, inside, whole. */
  private float[][] parts(FeatureSpace space, int id) {
    float[] none = new float[0];
    if (id < space.contexts()) {
      return new float[][] {contextStart, contextEnd, none, none};
    }
    return space.isToken(id)
        ? new float[][] {tokenStart, tokenEnd, tokenInside, none}
        : new float[][] {none, none, none, span};
  }

  /**
   * The weights as a model keeps them.
   *
   * @param space the features.
   * @param kept the ids of those to keep, increasing.
   * @return as {@link #of} takes them.
   */
  CompactWeights compact(FeatureSpace space, int[] kept) {
    CompactWeights.Builder rows = new CompactWeights.Builder(kept.length, PARTS * types);
    int[] columns = new int[PARTS * types];
    float[] values = new float[PARTS * types];
    for (int id : kept) {
      float[][] parts = parts(space, id);
      int row = space.row(id) * types;
      int size = 0;
      for (int part = 0; part < PARTS; part++) {
        for (int t = 0; t < types && parts[part].length > 0; t++) {
          columns[size] = part * types + t;
          values[size++] = parts[part][row + t];
        }
      }
      rows.add(columns, values, size);
    }
    return rows.build();
  }

  /** The largest absolute weight of a feature. */
  float largest(FeatureSpace space, int id) {
    float largest = 0f;
    int row = space.row(id) * types;
    for (float[] part : parts(space, id)) {
      for (int t = 0; t < types && part.length > 0; t++) {
        largest = Math.max(largest, Math.abs(part[row + t]));
      }
    }
    return largest;
  }

  int types() {
    return types;
  }

  /**
   * The scores of all spans of a sentence: for a span and a type the sum of the weights of
   *
   * <pre>
   *   first token + its surroundings + last token + its surroundings + Σ tokens + the span itself
   * </pre>
   *
   * @param row the sentence.
   * @return T scores for each span of the grid.
   */
  double[] score(SpanRow row) {
    SpanGrid grid = row.grid();
    int size = grid.size();
    double[] starts = new double[size * types];
    double[] ends = new double[size * types];
    double[] inside = new double[(size + 1) * types];
    for (int i = 0; i < size; i++) {
      int at = i * types;
      add(contextStart, row.contexts(), i, starts, at);
      add(contextEnd, row.contexts(), i, ends, at);
      add(tokenStart, row.tokens(), i, starts, at);
      add(tokenEnd, row.tokens(), i, ends, at);
      System.arraycopy(inside, at, inside, at + types, types);
      add(tokenInside, row.tokens(), i, inside, at + types);
    }
    double[] scores = new double[grid.spans() * types];
    grid.forEach(
        (index, start, end) -> {
          int at = index * types;
          int first = start * types;
          int last = (end - 1) * types;
          int behind = end * types;
          for (int t = 0; t < types; t++) {
            scores[at + t] =
                starts[first + t] + ends[last + t] + (inside[behind + t] - inside[first + t]);
          }
          add(span, row.spans(), index, scores, at);
        });
    return scores;
  }

  private void add(float[] weights, IdLists lists, int list, double[] sums, int at) {
    int end = lists.end(list);
    for (int k = lists.start(list); k < end; k++) {
      int row = lists.ids()[k] * types;
      for (int t = 0; t < types; t++) {
        sums[at + t] += weights[row + t];
      }
    }
  }

  /** Subtracts from the scores of all spans. */
  void shift(FeatureSpace space, int longest, double cut) {
    for (int length = 1; length <= longest; length++) {
      int row = space.ofLength(length) * types;
      for (int t = 0; t < types; t++) {
        span[row + t] -= (float) cut;
      }
    }
  }
}
