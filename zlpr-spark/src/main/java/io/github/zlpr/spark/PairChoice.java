package io.github.zlpr.spark;

import io.github.zlpr.trainer.model.FeatureScales;
import io.github.zlpr.trainer.sparse.LabelPairs;
import io.github.zlpr.trainer.sparse.Meetings;
import io.github.zlpr.trainer.sparse.TrainingTotals;
import java.io.Serializable;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Chooses the pairs of a feature and a label that get a weight, by the rule of {@link LabelPairs}:
 * each partition counts how often its features and labels meet, and a task for each slice of the
 * features adds up the counts and chooses.
 */
final class PairChoice {

  /** About so many rows' features are in a slice. */
  private static final int SLICE = 1 << 20;

  private final PairSetting setting;

  /** The first feature of each slice, and the number of features. */
  private final int[] slices;

  /**
   * The pairs.
   *
   * @param starts the place of each feature's first pair, and the number of all pairs.
   * @param labels the labels of the pairs.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Pairs(int[] starts, int[] labels) implements Serializable {}

  /**
   * A choice.
   *
   * @param setting the setting.
   * @param counts the number of rows that have each feature.
   */
  PairChoice(PairSetting setting, double[] counts) {
    this.setting = setting;
    IntStream.Builder starts = IntStream.builder();
    double rows = SLICE;
    for (int feature = 0; feature < counts.length; feature++) {
      if (rows >= SLICE) {
        starts.add(feature);
        rows = 0.0;
      }
      rows += counts[feature];
    }
    slices = starts.add(counts.length).build().toArray();
  }

  /**
   * Chooses.
   *
   * @param parts the rows.
   * @param scales the scales of their features.
   * @param totals the sums over all rows.
   * @throws IllegalArgumentException if there are too many pairs for the memory.
   */
  Pairs choose(
      JavaRDD<SparseRows> parts,
      Broadcast<FeatureScales> scales,
      Broadcast<TrainingTotals> totals) {
    PairSetting task = setting;
    int[] bounds = slices;
    int count = parts.getNumPartitions();
    JavaPairRDD<Long, int[]> meetings =
        parts.mapPartitionsToPair(
            blocks -> meetings(task.part(blocks, scales.value(), count), bounds));
    int[][][] chosen = new int[bounds.length - 1][][];
    long[] size = new long[1];
    SliceReduction.reduce(
        meetings,
        chosen.length,
        (long) SLICE * Integer.BYTES,
        (slice, pieces) ->
            choose(
                new LabelPairs(task.trainer(), totals.value()),
                bounds[slice + 1] - bounds[slice],
                pieces),
        (labels, slice) -> {
          chosen[slice] = labels;
          size[0] += Arrays.stream(labels).mapToInt(ofFeature -> ofFeature.length).sum();
          RequiredMemory.requirePairs(parts.context(), size[0]);
        });
    return pairs(chosen, (int) size[0]);
  }

  /** For each slice, its features one after the other: rows, number of labels, labels, times. */
  private static Iterator<Tuple2<Long, int[]>> meetings(PairSetting.Part part, int[] slices) {
    Meetings meetings = new Meetings(part.rows(), part.order());
    return IntStream.range(0, slices.length - 1)
        .mapToObj(
            slice -> {
              IntStream.Builder numbers = IntStream.builder();
              for (int feature = slices[slice]; feature < slices[slice + 1]; feature++) {
                Meetings.OfFeature of = meetings.of(feature);
                numbers.add(of.examples()).add(of.labels().length);
                Arrays.stream(of.labels()).forEach(numbers::add);
                Arrays.stream(of.times()).forEach(numbers::add);
              }
              return SliceReduction.piece(slice, numbers.build().toArray());
            })
        .iterator();
  }

  private static int[][] choose(LabelPairs rule, int features, Iterator<int[]> pieces) {
    List<IntBuffer> parts = new ArrayList<>();
    pieces.forEachRemaining(piece -> parts.add(IntBuffer.wrap(piece)));
    int[][] chosen = new int[features][];
    for (int feature = 0; feature < features; feature++) {
      chosen[feature] =
          rule.choose(
              parts.stream().map(PairChoice::next).reduce(Meetings.OfFeature::plus).orElseThrow());
    }
    return chosen;
  }

  private static Meetings.OfFeature next(IntBuffer numbers) {
    int examples = numbers.get();
    int[] labels = new int[numbers.get()];
    int[] times = new int[labels.length];
    numbers.get(labels).get(times);
    return new Meetings.OfFeature(examples, labels, times);
  }

  private Pairs pairs(int[][][] chosen, int size) {
    int[] starts = new int[setting.features() + 1];
    int[] labels = new int[size];
    int feature = 0;
    for (int[][] slice : chosen) {
      for (int[] ofFeature : slice) {
        System.arraycopy(ofFeature, 0, labels, starts[feature], ofFeature.length);
        starts[feature + 1] = starts[feature] + ofFeature.length;
        feature++;
      }
    }
    return new Pairs(starts, labels);
  }
}
