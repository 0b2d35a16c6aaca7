package io.github.zlpr.eval;

import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/** A few examples in a row: what is handed to a thread at once. */
final class ExampleBlock {

  /** Enough for a row of weights, once in the cache, to serve many examples. */
  static final int CAPACITY = 512;

  /** Number of the first example, from 0. */
  final int first;

  final Example<MultiLabel>[] examples = newExamples();
  final int[][] trueIds = new int[CAPACITY][];
  final double[][] trueScores = new double[CAPACITY][];
  final int[][] features = new int[CAPACITY][];
  final double[][] featureValues = new double[CAPACITY][];
  final double[][] scores = new double[CAPACITY][];
  final int[][] predicted = new int[CAPACITY][];
  int size;

  ExampleBlock(int first) {
    this.first = first;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private static Example<MultiLabel>[] newExamples() {
    return new Example[CAPACITY];
  }
}
