package io.github.zlpr.trainer.linear;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The steps of {@link LinearMultiLabelTrainer} on one part of the examples, for a training whose
 * parts are on several machines: each part trains for an epoch from the same state, and the mean of
 * the states, weighted by the weights of the parts, is where the next epoch starts.
 *
 * <p>State are the weights, one row for each feature and the bias last, and the sums of squares
 * from which the sizes of the steps follow. A bias weight times {@link
 * CompressedRows#biasValue(double)} is the intercept.
 *
 * <p>Memory: 4 (D + 1) L bytes of weights for D features and L labels.
 *
 * <p>References: Stich, <a href="https://arxiv.org/abs/1805.09767">Local SGD Converges Fast and
 * Communicates Little</a> (2019); Chen et al., <a href="https://arxiv.org/abs/1911.09030">Toward
 * Communication Efficient Adaptive Gradient Method</a> (2020), for the mean of the sums.
 */
public final class LocalDescent {

  private final TrainingState state;

  /**
   * A state of zeros.
   *
   * @param features the number of features, without bias.
   * @param labels the number of labels.
   * @param threads the most threads that train; has no effect on the result.
   */
  public LocalDescent(int features, int labels, int threads) {
    state = new TrainingState(features + 1, labels, threads, false);
  }

  /**
   * Copies a row of weights.
   *
   * @param row a feature, or their number for the bias.
   * @param target gets the weights of all labels.
   */
  public void getRow(int row, float[] target) {
    state.weights.getRow(row, target);
  }

  /**
   * Replaces a row of weights.
   *
   * @param row a feature, or their number for the bias.
   * @param source the weights of all labels.
   */
  public void setRow(int row, float[] source) {
    state.weights.setRow(row, source);
  }

  /**
   * The sums of squares of the rows.
   *
   * @return the array itself, one number for each feature and one for the bias.
   */
  public double[] rowSums() {
    return state.sums.rowSums();
  }

  /**
   * The sums of squares of the labels.
   *
   * @return the array itself.
   */
  public double[] columnSums() {
    return state.sums.columnSums();
  }

  /**
   * The sum of all squares.
   *
   * @return at least 0.
   */
  public double total() {
    return state.sums.total();
  }

  /**
   * Replaces the sum of all squares.
   *
   * @param total at least 0.
   */
  public void setTotal(double total) {
    state.sums.setTotal(total);
  }

  /**
   * Trains for one epoch.
   *
   * @param trainer gives the loss, the size of minibatches, and how gradients are thinned out; with
   *     an l2 above 0, there is a penalty.
   * @param examples the part.
   * @param learningRate the first learning rate of the whole training, relative to the norm of a
   *     typical example; it falls linearly to 0.
   * @param epoch the epoch, from 1.
   * @param epochs the number of epochs.
   * @param seed the seed of this part's order and thinning.
   * @param l2 the strength of the penalty of each feature.
   * @return the mean loss, each before its example's update.
   * @throws IllegalStateException if a loss or gradient is not finite.
   * @throws IllegalArgumentException if the loss refuses an example.
   */
  public double train(
      LinearMultiLabelTrainer trainer,
      CompressedRows examples,
      double learningRate,
      int epoch,
      int epochs,
      long seed,
      IntToDoubleFunction l2) {
    int[] order = IntStream.range(0, examples.size()).toArray();
    TrainingPlan plan = new TrainingPlan(order, learningRate, epochs, seed);
    return new EpochRunner(trainer, examples, plan, state, l2).run(epoch);
  }
}
