package io.github.zlpr.trainer.linear;

/** What one example of a minibatch wants changed: the components of its update direction. */
final class ExampleGradient {

  /** The labels with a component that is kept, increasing. */
  final int[] labels;

  /** The components. */
  final float[] components;

  /** The expected squares of the components. */
  final float[] squares;

  /** The number of components. */
  int size;

  /** The sum of the squares of all components, before thinning. */
  double squaredNorm;

  /** The example's loss times its weight. */
  double loss;

  /** Why there is no gradient, or null. */
  RuntimeException failure;

  ExampleGradient(int labelCount) {
    // One more element: a label may be written there that is not counted.
    labels = new int[labelCount + 1];
    components = new float[labelCount];
    squares = new float[labelCount];
  }
}
