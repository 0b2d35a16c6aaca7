package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Seeds;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Stochastic gradient descent in small minibatches, by any number of threads to the same bits.
 *
 * <p>Each thread owns a panel of label columns. For each minibatch
 *
 * <ol>
 *   <li>all threads score all examples of the batch, each for its own columns, with the same
 *       weights; they meet;
 *   <li>each thread computes loss and gradient of some of the examples; they meet;
 *   <li>all threads apply all gradients in the order of the examples, each to its own columns, and
 *       go on with the next batch.
 * </ol>
 *
 * So only one thread reads and writes a weight, which stays in its cache. Each of its updates, and
 * each sum, is computed in an order that does not depend on the threads: there are no atomic
 * additions, and no sum is split.
 */
final class GradientDescent {

  /** From one in so many components on, the whole range is updated in one SIMD loop. */
  private static final int DENSE_FROM = 2;

  private final CompressedRows examples;
  private final FeatureMajorWeights weights;
  private final FactoredAdaGrad sums;
  private final ArrayObjective objective;
  private final double cutoff;
  private final ExampleGradient[] batch;

  /** The scores of the batch's examples: by panel, slot, and label of the panel. */
  private final float[][][] scores;

  private final BarrierThreads threads;

  GradientDescent(
      CompressedRows examples,
      FeatureMajorWeights weights,
      FactoredAdaGrad sums,
      ArrayObjective objective,
      double cutoff,
      int minibatchSize) {
    this.examples = examples;
    this.weights = weights;
    this.sums = sums;
    this.objective = objective;
    this.cutoff = cutoff;
    batch = new ExampleGradient[minibatchSize];
    for (int slot = 0; slot < minibatchSize; slot++) {
      batch[slot] = new ExampleGradient(weights.labels());
    }
    scores = new float[weights.panelCount()][][];
    for (int panel = 0; panel < scores.length; panel++) {
      scores[panel] = new float[minibatchSize][weights.panel(panel).size()];
    }
    threads = new BarrierThreads(weights.panelCount());
  }

  /**
   * One pass over examples.
   *
   * @param order the numbers of the examples, in the order of training.
   * @param epoch the epoch, from 1, for messages.
   * @param seed seed of what is random in this epoch.
   * @param rates the learning rates.
   * @return the sum of the weighted losses, each before its example's update.
   * @throws IllegalStateException if a loss or gradient is not finite, naming epoch and example.
   */
  double run(int[] order, int epoch, long seed, Rates rates) {
    double[] loss = new double[1];
    threads.run(
        (member, barrier) -> {
          double sum = new Member(member, barrier).run(order, epoch, seed, rates);
          if (member == 0) {
            loss[0] = sum;
          }
        });
    return loss[0];
  }

  /**
   * Takes the step of the penalty Σ_f l2_f/2 ‖w_f‖² for a whole epoch at once, with the step sizes
   * of the weights and without the bias.
   *
   * <p>The step is implicit, w ← w / (1 + l2 · n · step), which is stable for any l2, and costs one
   * pass over the weights for each epoch, where a step for each example would lose sparsity.
   *
   * @param l2 the strength of the penalty of each feature.
   * @param weightSum the sum n of the weights of the epoch's examples.
   * @param rate the learning rate.
   */
  void penalise(IntToDoubleFunction l2, double weightSum, double rate) {
    if (sums.total() == 0.0) {
      return;
    }
    threads.run(
        (member, barrier) -> {
          WeightPanel panel = weights.panel(member);
          int from = panel.from();
          int to = panel.to();
          double[] columns = new double[weights.labels()];
          sums.columnFactors(rate, from, to, new double[weights.labels()], columns);
          for (int row = 0; row < weights.rows() - 1; row++) {
            double strength = l2.applyAsDouble(row) * weightSum * sums.rowFactor(row, 1f);
            float[] values = panel.row(row);
            for (int l = from; l < to; l++) {
              float weight = values[l - from];
              if (weight != 0f) {
                values[l - from] = (float) (weight / (1.0 + strength * columns[l]));
              }
            }
          }
        });
  }

  /** What one thread does and has for itself. */
  private final class Member {
    private final int number;
    private final SpinBarrier barrier;
    private final FactoredAdaGrad sums;
    private final WeightPanel panel;
    private final int from;
    private final int to;
    private final double[] allScores = new double[weights.labels()];
    private final double[] biasFactors = new double[weights.labels()];
    private final double[] featureFactors = new double[weights.labels()];
    private final float[] direction;
    private final GradientSparsification sparsification =
        new GradientSparsification(weights.labels(), cutoff);

    Member(int number, SpinBarrier barrier) {
      this.number = number;
      this.barrier = barrier;
      sums = number == 0 ? GradientDescent.this.sums : GradientDescent.this.sums.forThread();
      panel = weights.panel(number);
      from = panel.from();
      to = panel.to();
      direction = new float[panel.size()];
    }

    double run(int[] order, int epoch, long seed, Rates rates) {
      double loss = 0.0;
      for (int start = 0; start < order.length; start += batch.length) {
        int size = Math.min(batch.length, order.length - start);
        for (int slot = 0; slot < size; slot++) {
          panel.score(examples, order[start + slot], scores[number][slot]);
        }
        barrier.await(number);
        for (int slot = number; slot < size; slot += threads.size()) {
          computeGradient(slot, order[start + slot], epoch, seed + start + slot);
        }
        barrier.await(number);
        for (int slot = 0; slot < size; slot++) {
          if (batch[slot].failure != null) {
            throw batch[slot].failure;
          }
          loss += batch[slot].loss;
        }
        update(order, start, size, rates.at(epoch, start));
      }
      return loss;
    }

    private void computeGradient(int slot, int example, int epoch, long seed) {
      ExampleGradient gradient = batch[slot];
      int label = 0;
      for (float[][] panelScores : scores) {
        for (float score : panelScores[slot]) {
          allScores[label++] = score;
        }
      }
      gradient.failure = null;
      try {
        double loss =
            objective.lossAndDirection(
                allScores, examples.targets(example).ids(), examples.targets(example).values());
        gradient.loss = loss * examples.weight(example);
        sparsification.sparsify(allScores, examples.weight(example), Seeds.mix(seed), gradient);
        if (!Double.isFinite(loss) || !Double.isFinite(gradient.squaredNorm)) {
          gradient.failure =
              new IllegalStateException(
                  "epoch "
                      + epoch
                      + ", example "
                      + example
                      + ": the loss is "
                      + loss
                      + " and its gradient has the squared norm "
                      + gradient.squaredNorm
                      + "; lower learningRate");
        }
      } catch (IllegalArgumentException e) {
        gradient.failure =
            new IllegalArgumentException(
                "epoch " + epoch + ", example " + example + ": " + e.getMessage(), e);
      }
    }

    private void update(int[] order, int start, int size, double rate) {
      for (int slot = 0; slot < size; slot++) {
        ExampleGradient gradient = batch[slot];
        sums.add(examples, order[start + slot], gradient, first(gradient), end(gradient));
      }
      sums.columnFactors(rate, from, to, biasFactors, featureFactors);
      for (int slot = 0; slot < size; slot++) {
        apply(batch[slot], order[start + slot]);
      }
    }

    private void apply(ExampleGradient gradient, int example) {
      int first = first(gradient);
      int end = end(gradient);
      if (first == end) {
        return;
      }
      addToBias(gradient, first, end);
      if ((end - first) * DENSE_FROM >= to - from) {
        Arrays.fill(direction, 0f);
        for (int k = first; k < end; k++) {
          int label = gradient.labels[k];
          direction[label - from] = (float) (gradient.components[k] * featureFactors[label]);
        }
        addDense(example);
      } else {
        for (int k = first; k < end; k++) {
          direction[k - first] =
              (float) (gradient.components[k] * featureFactors[gradient.labels[k]]);
        }
        addSparse(gradient.labels, first, end, example);
      }
    }

    private void addToBias(ExampleGradient gradient, int first, int end) {
      int row = weights.rows() - 1;
      float[] biases = panel.row(row);
      float factor = sums.rowFactor(row, examples.biasValue());
      for (int k = first; k < end; k++) {
        int label = gradient.labels[k];
        biases[label - from] += factor * (float) (gradient.components[k] * biasFactors[label]);
      }
    }

    private void addDense(int example) {
      int[] features = examples.features();
      float[] values = examples.values();
      int bias = examples.end(example) - 1;
      for (int k = examples.start(example); k < bias; k++) {
        int row = features[k];
        ColumnLoops.addRow(panel.row(row), direction, sums.rowFactor(row, values[k]));
      }
    }

    private void addSparse(int[] labels, int first, int end, int example) {
      int[] features = examples.features();
      float[] values = examples.values();
      int bias = examples.end(example) - 1;
      for (int k = examples.start(example); k < bias; k++) {
        int row = features[k];
        ColumnLoops.scatterToRow(
            panel.row(row),
            /* firstLabel= */ from,
            sums.rowFactor(row, values[k]),
            labels,
            direction,
            /* from= */ first,
            end);
      }
    }

    private int first(ExampleGradient gradient) {
      return from == 0 ? 0 : place(gradient, from);
    }

    private int end(ExampleGradient gradient) {
      return to == weights.labels() ? gradient.size : place(gradient, to);
    }

    private static int place(ExampleGradient gradient, int label) {
      int place = Arrays.binarySearch(gradient.labels, 0, gradient.size, label);
      return place >= 0 ? place : -place - 1;
    }
  }
}
