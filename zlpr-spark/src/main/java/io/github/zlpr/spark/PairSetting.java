package io.github.zlpr.spark;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.model.FeatureScales;
import io.github.zlpr.trainer.sparse.CommonCut;
import io.github.zlpr.trainer.sparse.SparseMultiLabelTrainer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;

/**
 * What the tasks of a training of pairs need to know.
 *
 * @param objective the loss, as text.
 * @param features D.
 * @param labels L.
 * @param examples the number of all rows.
 * @param epochs the number of epochs in all rounds.
 * @param stepSize the learning rate, or 0 to choose it.
 * @param labelPower how much larger the steps of rare labels are, or -1 to choose it.
 * @param evidence what a pair must gain.
 * @param tfIdf whether features are weighted by inverse document frequency.
 * @param seed the seed.
 */
record PairSetting(
    String objective,
    int features,
    int labels,
    int examples,
    int epochs,
    double stepSize,
    double labelPower,
    double evidence,
    boolean tfIdf,
    long seed)
    implements Serializable {

  /** The trainer of one machine, with so many threads as a task has cores. */
  SparseMultiLabelTrainer trainer() {
    return new SparseMultiLabelTrainer()
        .withObjective(Losses.parse(objective))
        .withEpochs(epochs)
        .withLearningRate(stepSize)
        .withLabelPower(labelPower)
        .withEvidence(evidence)
        .withThreads(TaskContext.get() == null ? 1 : TaskContext.get().cpus());
  }

  /** The seed of what is random in a partition. */
  long partSeed() {
    return Seeds.mix(seed + TaskContext.getPartitionId());
  }

  /** The scales of the features, by the number of rows that have them. */
  FeatureScales scales(double[] counts) {
    return tfIdf
        ? FeatureScales.inverseDocumentFrequency(
            Arrays.stream(counts).mapToInt(count -> (int) count).toArray(), examples)
        : FeatureScales.NONE;
  }

  /**
   * The rows of a partition.
   *
   * @param rows the rows, scaled.
   * @param order the numbers of those that are trained on, increasing.
   * @param held the numbers of those that are held out.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(CompressedRows rows, int[] order, int[] held) {

    /** By feature, the weight of the rows that are trained on and have it. */
    double[] featureWeights() {
      double[] weights = new double[rows.featureCount()];
      for (int row : order) {
        for (int k = rows.start(row); k < rows.end(row) - 1; k++) {
          weights[rows.features()[k]] += rows.weight(row);
        }
      }
      return weights;
    }

    /** The weight of the rows that are trained on. */
    double weight() {
      return Arrays.stream(order).mapToDouble(rows::weight).sum();
    }
  }

  /**
   * The rows of the partition of this task.
   *
   * @param blocks the rows.
   * @param scales the scales of their features.
   * @param parts the number of partitions.
   */
  Part part(Iterator<SparseRows> blocks, FeatureScales scales, int parts) {
    List<SparseRows> read =
        StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(blocks, Spliterator.ORDERED), false)
            .toList();
    CompressedRows rows = SparseRows.join(read, features, labels, 1.0).scaled(scales);
    int[] all = Seeds.permutation(rows.size(), Seeds.ofEpoch(partSeed(), 0));
    SparseMultiLabelTrainer trainer = trainer();
    int held =
        Math.min(
            CommonCut.heldOut(trainer, examples) / parts, CommonCut.heldOut(trainer, all.length));
    int[] order = Arrays.copyOfRange(all, held, all.length);
    Arrays.sort(order);
    return new Part(rows, order, Arrays.copyOf(all, held));
  }
}
