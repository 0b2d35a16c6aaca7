package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Stochastic gradient descent on few weights, with the exact loss over all labels.
 *
 * <p>The examples of a block are scored with the same weights and biases. Each lists the labels
 * that it has or whose weights it touches, about as many as its features have pairs. Then
 *
 * <ol>
 *   <li>the threads share the examples: each computes scores, loss and direction of some of them;
 *   <li>the threads share the features: each applies all directions of the block, in the order of
 *       the examples, to the rows of its features;
 *   <li>the biases of all labels take one step: for the labels that an example does not list, the
 *       gradient is the slope of the label's term times one number for each example.
 * </ol>
 *
 * Every number is computed by one thread in an order that does not depend on their number.
 *
 * <p>The steps of the weights are plain: rate times gradient, times a factor for each label,
 * divided by the mean squared norm of the examples, so that one rate serves features of any size.
 * Those of the biases are AdaGrad's, because the counts of labels span orders of magnitude.
 */
final class SparseDescent {

  /** The most examples scored with the same weights; of fewer examples a smaller part. */
  private static final int MAX_BLOCK = 256;

  private static final int BLOCKS_OF_FEW = 64;

  /** Below this share of the sum of all terms, that of the unlisted labels is added up anew. */
  private static final double SMALL_REST = 1e-3;

  private final CompressedRows examples;
  private final PairWeights weights;
  private final ListedLoss loss;
  private final float[] labelFactors;
  private final double typicalSquare;
  private final double biasRate;
  private final Crew crew;
  private final Member[] members;
  private final double[] terms;
  private final double[] slopes;
  private double total;
  private final double[] biasGradient;
  private final double[] biasSquares;
  private Slot[] block = {};

  /** What an example's direction is: its true labels first, then the others by increasing id. */
  private static final class Slot {
    int[] labels = new int[0];
    double[] scores = new double[0];

    /** The scores' steps times the factors of the labels. */
    float[] steps = new float[0];

    double[] targets = new double[8];
    final double[] unlisted = new double[1];
    int positives;
    int size;
    double loss;

    void makeRoom(int labelCount) {
      if (labels.length < labelCount) {
        labels = new int[2 * labelCount];
        scores = new double[labels.length];
        steps = new float[labels.length];
      }
    }
  }

  /**
   * A descent.
   *
   * @param examples the examples.
   * @param weights the weights, which are changed.
   * @param loss the loss.
   * @param typicalSquare the mean squared norm of the examples of the training.
   * @param labelFactors the factor of the steps of each label's weights.
   * @param biasRate the first size of the biases' steps.
   * @param crew the threads.
   */
  SparseDescent(
      CompressedRows examples,
      PairWeights weights,
      ListedLoss loss,
      double typicalSquare,
      float[] labelFactors,
      double biasRate,
      Crew crew) {
    this.examples = examples;
    this.weights = weights;
    this.loss = loss;
    this.labelFactors = labelFactors;
    this.typicalSquare = typicalSquare;
    this.biasRate = biasRate;
    this.crew = crew;
    members = new Member[crew.size()];
    Arrays.setAll(members, Member::new);
    terms = new double[weights.labelCount()];
    slopes = new double[weights.labelCount()];
    biasGradient = new double[weights.labelCount()];
    biasSquares = new double[weights.labelCount()];
  }

  /**
   * A descent as a trainer's.
   *
   * @param settings the trainer, for its properties.
   * @param examples the examples, or a part of them.
   * @param totals of all examples.
   * @param weights the weights, which are changed.
   * @param steps the sizes of the steps.
   * @param crew the threads.
   */
  static SparseDescent of(
      SparseMultiLabelTrainer settings,
      CompressedRows examples,
      TrainingTotals totals,
      PairWeights weights,
      StepSizes steps,
      Crew crew) {
    return new SparseDescent(
        examples,
        weights,
        ListedLoss.of(settings.objective),
        totals.typicalSquare(),
        LabelFactors.of(totals.labelCounts(), steps.labelPower()),
        settings.biasRate,
        crew);
  }

  /**
   * One pass over examples.
   *
   * @param order the numbers of the examples, in the order of training.
   * @param epoch the epoch, from 1.
   * @param epochs the number of epochs, over which the rates fall to 0.
   * @param rate the first learning rate.
   * @return the sum of the weighted losses, each before its block's update.
   * @throws IllegalStateException if a loss is not finite, naming epoch and example.
   */
  double run(int[] order, int epoch, int epochs, double rate) {
    int size = Math.max(1, Math.min(MAX_BLOCK, order.length / BLOCKS_OF_FEW));
    if (block.length != size) {
      block = new Slot[size];
      Arrays.setAll(block, slot -> new Slot());
    }
    double sum = 0.0;
    for (int start = 0; start < order.length; start += size) {
      int from = start;
      int count = Math.min(size, order.length - start);
      double left = 1.0 - (epoch - 1.0 + (double) start / order.length) / epochs;
      addTerms();
      crew.run(member -> members[member].score(order, from, count));
      for (int slot = 0; slot < count; slot++) {
        if (!Double.isFinite(block[slot].loss)) {
          throw new IllegalStateException(
              "epoch "
                  + epoch
                  + ", example "
                  + order[start + slot]
                  + ": the loss is "
                  + block[slot].loss
                  + "; lower learningRate");
        }
        sum += block[slot].loss;
      }
      crew.run(member -> members[member].update(order, from, count, rate * left));
      stepBiases(count, biasRate * left);
    }
    return sum;
  }

  /** The sums of the squares of the biases' gradients, by label. */
  double[] biasSquares() {
    return biasSquares;
  }

  private void addTerms() {
    total = 0.0;
    for (int label = 0; label < terms.length; label++) {
      terms[label] = loss.term(weights.biases[label]);
      total += terms[label];
    }
  }

  private void stepBiases(int count, double rate) {
    Arrays.fill(biasGradient, 0.0);
    double unlisted = 0.0;
    for (int label = 0; label < slopes.length; label++) {
      slopes[label] = loss.slope(weights.biases[label]);
    }
    for (int slot = 0; slot < count; slot++) {
      Slot example = block[slot];
      unlisted += example.unlisted[0];
      for (int i = 0; i < example.size; i++) {
        int label = example.labels[i];
        biasGradient[label] += example.scores[i] + example.unlisted[0] * slopes[label];
      }
    }
    for (int label = 0; label < biasGradient.length; label++) {
      double direction = biasGradient[label] - unlisted * slopes[label];
      if (direction != 0.0) {
        biasSquares[label] += direction * direction;
        weights.biases[label] += rate * direction / Math.sqrt(biasSquares[label]);
      }
    }
  }

  /** The direction of the biases for one example: for tests of the gradient. */
  double[] biasDirection(int example) {
    block = new Slot[] {new Slot()};
    addTerms();
    members[0].score(new int[] {example}, 0, 1);
    double[] direction = new double[terms.length];
    for (int label = 0; label < direction.length; label++) {
      direction[label] = -block[0].unlisted[0] * loss.slope(weights.biases[label]);
    }
    for (int i = 0; i < block[0].size; i++) {
      direction[block[0].labels[i]] = block[0].scores[i];
    }
    return direction;
  }

  /** The loss of one example: for tests. */
  double loss(int example) {
    biasDirection(example);
    return block[0].loss;
  }

  /** What one thread does and has for itself. */
  private final class Member {
    private final int number;

    /** Scores: the biases, but while an example is scored. */
    private final double[] dense = new double[weights.labelCount()];

    /** The labels that an example touches, as bits. */
    private final long[] touched = new long[(weights.labelCount() + Long.SIZE - 1) / Long.SIZE];

    /** The steps of an example by label; of those that it does not touch, anything. */
    private final float[] steps = new float[weights.labelCount()];

    Member(int number) {
      this.number = number;
    }

    void score(int[] order, int from, int count) {
      System.arraycopy(weights.biases, 0, dense, 0, dense.length);
      for (int slot = number; slot < count; slot += crew.size()) {
        score(order[from + slot], block[slot]);
      }
    }

    private void score(int example, Slot slot) {
      touch(example);
      double listed = list(example, slot);
      double weight = examples.weight(example);
      slot.loss =
          weight
              * loss.lossAndDirection(
                  slot.scores,
                  slot.targets,
                  slot.positives,
                  slot.size,
                  rest(listed, slot),
                  slot.unlisted);
      slot.unlisted[0] *= weight;
      for (int i = 0; i < slot.size; i++) {
        slot.scores[i] *= weight;
        slot.steps[i] = (float) (slot.scores[i] * labelFactors[slot.labels[i]]);
      }
    }

    private void touch(int example) {
      int[] features = examples.features();
      float[] xs = examples.values();
      int[] labels = weights.labels;
      float[] ws = weights.weights;
      int bias = examples.end(example) - 1;
      for (int k = examples.start(example); k < bias; k++) {
        double x = xs[k];
        int end = weights.starts[features[k] + 1];
        for (int pair = weights.starts[features[k]]; pair < end; pair++) {
          int label = labels[pair];
          dense[label] += x * ws[pair];
          touched[label >> 6] |= 1L << label;
        }
      }
    }

    /** Lists the labels, leaves nothing touched, and gives the sum of the terms of those listed. */
    private double list(int example, Slot slot) {
      int[] ids = examples.targets(example).ids();
      double[] values = examples.targets(example).values();
      if (slot.targets.length < ids.length) {
        slot.targets = new double[2 * ids.length];
      }
      for (int i = 0; i < ids.length; i++) {
        slot.targets[i] = values == null ? 1.0 : values[i];
        touched[ids[i] >> 6] &= ~(1L << ids[i]);
      }
      slot.positives = ids.length;
      slot.size = ids.length;
      for (long bits : touched) {
        slot.size += Long.bitCount(bits);
      }
      slot.makeRoom(slot.size);
      System.arraycopy(ids, 0, slot.labels, 0, ids.length);
      int next = ids.length;
      for (int word = 0; word < touched.length; word++) {
        for (long bits = touched[word]; bits != 0; bits &= bits - 1) {
          slot.labels[next++] = (word << 6) + Long.numberOfTrailingZeros(bits);
        }
        touched[word] = 0L;
      }
      double listed = 0.0;
      for (int i = 0; i < slot.size; i++) {
        int label = slot.labels[i];
        slot.scores[i] = dense[label];
        dense[label] = weights.biases[label];
        listed += terms[label];
      }
      return listed;
    }

    /** The difference would cancel where the labels listed are nearly all of the sum. */
    private double rest(double listed, Slot slot) {
      double rest = total - listed;
      if (rest >= SMALL_REST * total) {
        return rest;
      }
      BitSet isListed = new BitSet(terms.length);
      for (int i = 0; i < slot.size; i++) {
        isListed.set(slot.labels[i]);
      }
      rest = 0.0;
      for (int label = 0; label < terms.length; label++) {
        rest += isListed.get(label) ? 0.0 : terms[label];
      }
      return rest;
    }

    void update(int[] order, int from, int count, double rate) {
      int[] features = examples.features();
      float[] xs = examples.values();
      int[] labels = weights.labels;
      float[] ws = weights.weights;
      for (int slot = 0; slot < count; slot++) {
        int example = order[from + slot];
        Slot direction = block[slot];
        for (int i = 0; i < direction.size; i++) {
          steps[direction.labels[i]] = direction.steps[i];
        }
        int bias = examples.end(example) - 1;
        for (int k = examples.start(example); k < bias; k++) {
          int feature = features[k];
          if (feature % crew.size() == number) {
            float step = (float) (rate / typicalSquare * xs[k]);
            int end = weights.starts[feature + 1];
            for (int pair = weights.starts[feature]; pair < end; pair++) {
              ws[pair] += step * steps[labels[pair]];
            }
          }
        }
      }
    }
  }
}
