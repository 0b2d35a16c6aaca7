package io.github.zlpr.spark;

import io.github.zlpr.trainer.model.FeatureScales;
import io.github.zlpr.trainer.sparse.CommonCut;
import io.github.zlpr.trainer.sparse.LocalSparseDescent;
import io.github.zlpr.trainer.sparse.PairWeights;
import io.github.zlpr.trainer.sparse.SparseMultiLabelTrainer;
import io.github.zlpr.trainer.sparse.StepSizes;
import io.github.zlpr.trainer.sparse.TrainingTotals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import scala.Tuple2;

/**
 * Rounds of local steps on the weights of pairs: each partition trains as {@link
 * SparseMultiLabelTrainer} does, and the mean of their weights is where the next round starts.
 *
 * <p>The mean of the weights of a feature is by the weights of the rows that have the feature, for
 * a partition without it learns nothing of it. On WordNet with 11,576 labels, in eight partitions,
 * nDCG@5 on examples held out is .8196 then, .8147 if all rows count, and .8222 with one partition.
 */
final class AveragedPairDescent {

  private final JavaRDD<SparseRows> parts;
  private final int partCount;
  private final PairSetting setting;
  private final Logger log;
  private final JavaSparkContext context;

  /**
   * What came out.
   *
   * @param weights the weights.
   * @param scales the scales of the features.
   * @param losses the mean loss of each epoch.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(PairWeights weights, FeatureScales scales, double[] losses) {}

  AveragedPairDescent(JavaRDD<SparseRows> parts, PairSetting setting, Logger log) {
    this.parts = parts;
    partCount = parts.getNumPartitions();
    this.setting = setting;
    this.log = log;
    context = JavaSparkContext.fromSparkContext(parts.context());
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException if the loss refuses a row or is not finite, or there is no
   *     room for the weights.
   */
  Result run() {
    PairSetting task = setting;
    double[] counts =
        SliceReduction.sum(
            parts.mapPartitions(blocks -> featureCounts(blocks, task.features())),
            setting.features());
    Broadcast<FeatureScales> scales = context.broadcast(setting.scales(counts));
    Broadcast<TrainingTotals> totals = context.broadcast(totals(parts, setting, scales));
    Broadcast<double[]> featureWeights = context.broadcast(featureWeights(scales));
    Broadcast<PairChoice.Pairs> pairs =
        context.broadcast(new PairChoice(setting, counts).choose(parts, scales, totals));
    try {
      log.info("{} pairs of a feature and a label", pairs.value().labels().length);
      PairState state =
          PairState.start(
              pairs.value().labels().length, totals.value().startBiases(setting.trainer()));
      List<Double> losses = new ArrayList<>();
      if (setting.epochs() > 0 && totals.value().weightSum() > 0.0) {
        state =
            rounds(new Inputs(scales, totals, featureWeights, pairs, steps(scales)), state, losses);
      }
      PairWeights weights = weights(pairs.value(), setting.labels());
      state.copyTo(weights);
      CommonCut.apply(setting.trainer(), weights, heldOutScores(scales, pairs, state));
      return new Result(
          weights, scales.value(), losses.stream().mapToDouble(Double::doubleValue).toArray());
    } finally {
      pairs.destroy();
      featureWeights.destroy();
      totals.destroy();
      scales.destroy();
    }
  }

  private static Iterator<double[]> featureCounts(Iterator<SparseRows> blocks, int features) {
    double[] counts = new double[features];
    blocks.forEachRemaining(block -> Arrays.stream(block.features).forEach(f -> counts[f]++));
    return List.of(counts).iterator();
  }

  private double[] featureWeights(Broadcast<FeatureScales> scales) {
    PairSetting task = setting;
    int count = partCount;
    return SliceReduction.sum(
        parts.mapPartitions(
            blocks ->
                List.of(task.part(blocks, scales.value(), count).featureWeights()).iterator()),
        setting.features());
  }

  /** The sums over the rows of all partitions. */
  static TrainingTotals totals(
      JavaRDD<SparseRows> parts, PairSetting task, Broadcast<FeatureScales> scales) {
    int count = parts.getNumPartitions();
    return parts
        .mapPartitions(
            blocks -> {
              PairSetting.Part part = task.part(blocks, scales.value(), count);
              return List.of(TrainingTotals.of(part.rows(), part.order())).iterator();
            })
        .collect()
        .stream()
        .reduce(TrainingTotals::plus)
        .orElseThrow();
  }

  private static PairWeights weights(PairChoice.Pairs pairs, int labels) {
    return new PairWeights(pairs.starts(), pairs.labels(), new double[labels]);
  }

  /** The sizes of the steps of one part of a training of all rows. */
  private StepSizes steps(Broadcast<FeatureScales> scales) {
    PairSetting task = setting;
    int count = partCount;
    TaskFaults faults = new TaskFaults(parts.context());
    List<Tuple2<Double, Double>> found =
        parts
            .mapPartitionsWithIndex(
                (part, blocks) ->
                    part > 0
                        ? Collections.<Tuple2<Double, Double>>emptyIterator()
                        : faults
                            .attempt(() -> steps(task, task.part(blocks, scales.value(), count)))
                            .stream()
                            .iterator(),
                false)
            .collect();
    faults.check(setting.objective());
    StepSizes steps = new StepSizes(found.get(0)._1(), found.get(0)._2());
    log.info("{}", steps);
    return steps;
  }

  private static Tuple2<Double, Double> steps(PairSetting task, PairSetting.Part part) {
    StepSizes steps = StepSizes.find(task.trainer(), part.rows(), task.examples(), task.partSeed());
    return new Tuple2<>(steps.rate(), steps.labelPower());
  }

  /** What a round needs beside the state. */
  private record Inputs(
      Broadcast<FeatureScales> scales,
      Broadcast<TrainingTotals> totals,
      Broadcast<double[]> featureWeights,
      Broadcast<PairChoice.Pairs> pairs,
      StepSizes steps) {}

  private PairState rounds(Inputs inputs, PairState start, List<Double> losses) {
    PairState state = start;
    for (int epoch = 1; epoch <= setting.epochs(); epoch++) {
      state = round(inputs, state, epoch);
      losses.add(state.loss());
      log.info("epoch {} of {}: mean loss {}", epoch, setting.epochs(), state.loss());
    }
    return state;
  }

  private PairState round(Inputs inputs, PairState state, int epoch) {
    PairSetting task = setting;
    int count = partCount;
    Broadcast<FeatureScales> scales = inputs.scales();
    Broadcast<TrainingTotals> totals = inputs.totals();
    Broadcast<double[]> featureWeights = inputs.featureWeights();
    Broadcast<PairChoice.Pairs> pairs = inputs.pairs();
    double rate = inputs.steps().rate() * Math.sqrt(count);
    double power = inputs.steps().labelPower();
    TaskFaults faults = new TaskFaults(parts.context());
    Broadcast<PairState> before = context.broadcast(state);
    PairState.Slice[] after = new PairState.Slice[state.slices().length];
    try {
      JavaPairRDD<Long, PairState.Slice> slices =
          parts.mapPartitionsToPair(
              blocks ->
                  faults
                      .attempt(
                          () -> {
                            LocalSparseDescent descent =
                                new LocalSparseDescent(
                                    task.trainer(),
                                    totals.value(),
                                    new StepSizes(rate, power),
                                    task.epochs());
                            return terms(
                                before.value(),
                                weights(pairs.value(), task.labels()),
                                task.part(blocks, scales.value(), count),
                                (part, weights, biasSquares) ->
                                    descent.train(
                                        part.rows(),
                                        part.order(),
                                        weights,
                                        biasSquares,
                                        epoch,
                                        task.partSeed()),
                                totals.value().weightSum(),
                                pairs.value().starts(),
                                featureWeights.value());
                          })
                      .orElse(Collections.emptyIterator()));
      SliceReduction.reduce(
          slices,
          after.length,
          (long) SliceReduction.SLICE * Float.BYTES,
          (slice, ofParts) -> before.value().mean(slice, ofParts),
          (mean, slice) -> after[slice] = mean);
    } finally {
      before.destroy();
    }
    faults.check(setting.objective());
    return new PairState(
        Arrays.stream(after).map(PairState.Slice::weights).toArray(byte[][]::new), after[0].sums());
  }

  /** An epoch of a part. */
  private interface Epoch {
    /** Trains, and returns the sum of the weighted losses. */
    double train(PairSetting.Part part, PairWeights weights, double[] biasSquares);
  }

  /** Trains a part; what it adds to the mean. */
  private static Iterator<Tuple2<Long, PairState.Slice>> terms(
      PairState before,
      PairWeights weights,
      PairSetting.Part part,
      Epoch epoch,
      double weightSum,
      int[] starts,
      double[] featureWeights) {
    double weight = part.weight();
    if (weight == 0.0) {
      return Collections.emptyIterator();
    }
    double[] biasSquares = before.copyTo(weights);
    double loss = epoch.train(part, weights, biasSquares);
    multiply(weights.weights(), starts, part.featureWeights(), featureWeights);
    return IntStream.range(0, before.slices().length)
        .mapToObj(
            slice ->
                SliceReduction.piece(
                    slice,
                    before.term(slice, weights, biasSquares, loss / weight, weight / weightSum)))
        .iterator();
  }

  /** Multiplies the weights of each feature by the share of a part in all rows that have it. */
  private static void multiply(float[] weights, int[] starts, double[] ofPart, double[] ofAll) {
    for (int feature = 0; feature < ofAll.length; feature++) {
      double share = ofAll[feature] > 0.0 ? ofPart[feature] / ofAll[feature] : 0.0;
      for (int pair = starts[feature]; pair < starts[feature + 1]; pair++) {
        weights[pair] = (float) (share * weights[pair]);
      }
    }
  }

  private List<CommonCut.Scores> heldOutScores(
      Broadcast<FeatureScales> scales, Broadcast<PairChoice.Pairs> pairs, PairState state) {
    PairSetting task = setting;
    int count = partCount;
    Broadcast<PairState> last = context.broadcast(state);
    try {
      return parts
          .mapPartitions(
              blocks -> {
                PairSetting.Part part = task.part(blocks, scales.value(), count);
                PairWeights weights = weights(pairs.value(), task.labels());
                last.value().copyTo(weights);
                CommonCut.Scores scores = CommonCut.score(weights, part.rows(), part.held());
                return List.of(new Tuple2<>(scores.scores(), scores.truth())).iterator();
              })
          .collect()
          .stream()
          .map(scores -> new CommonCut.Scores(scores._1(), scores._2()))
          .toList();
    } finally {
      last.destroy();
    }
  }
}
