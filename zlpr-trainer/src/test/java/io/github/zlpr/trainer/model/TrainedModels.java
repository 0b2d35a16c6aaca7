package io.github.zlpr.trainer.model;

import io.github.zlpr.loss.SubsetSoftmax;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.rule.CalibratedTrainer;
import io.github.zlpr.trainer.rule.SelectingTrainer;
import io.github.zlpr.trainer.rule.ThresholdTunedTrainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.tribuo.Trainer;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.baseline.ClassifierChainTrainer;
import org.tribuo.multilabel.baseline.IndependentMultiLabelTrainer;
import org.tribuo.multilabel.ensemble.MultiLabelVotingCombiner;
import org.tribuo.multilabel.sgd.fm.FMMultiLabelTrainer;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/** One trainer of each kind of model, made from a seed. */
public final class TrainedModels {

  private TrainedModels() {}

  /** The trainers, by name. */
  public static Map<String, LongFunction<Trainer<MultiLabel>>> trainers() {
    Map<String, LongFunction<Trainer<MultiLabel>>> trainers = new LinkedHashMap<>();
    trainers.put("linear", TrainedModels::linear);
    trainers.put("sgd", seed -> new LinearSGDTrainer(new ZLPR(), new AdaGrad(0.1, 0.1), 2, seed));
    trainers.put(
        "fm",
        seed -> new FMMultiLabelTrainer(new ZLPR(), new AdaGrad(0.1, 0.1), 2, 1, 1, seed, 3, 0.1));
    trainers.put(
        "top k",
        seed ->
            new SelectingTrainer(
                new LinearSGDTrainer(new SubsetSoftmax(2), new AdaGrad(0.1, 0.1), 2, seed)));
    trainers.put(
        "tuned",
        seed ->
            new ThresholdTunedTrainer(linear(seed))
                .withMetric("MicroF1")
                .withHeldOut(0.2)
                .withSeed(seed));
    trainers.put(
        "calibrated",
        seed -> new CalibratedTrainer(linear(seed)).withPerLabel(true).withSeed(seed));
    trainers.put("transformed", seed -> transformed(linear(seed)));
    trainers.put("tuned, transformed", seed -> tunedAndTransformed(seed));
    trainers.put(
        "binary relevance",
        seed ->
            new IndependentMultiLabelTrainer(DummyClassifierTrainer.createStratifiedTrainer(seed)));
    trainers.put(
        "chain",
        seed ->
            new ClassifierChainTrainer(DummyClassifierTrainer.createStratifiedTrainer(seed), seed));
    trainers.put(
        "bagging",
        seed -> new BaggingTrainer<>(linear(seed), new MultiLabelVotingCombiner(), 2, seed));
    return trainers;
  }

  private static Trainer<MultiLabel> linear(long seed) {
    return new LinearMultiLabelTrainer().withEpochs(2).withSeed(seed).withLoggingInterval(-1);
  }

  private static Trainer<MultiLabel> transformed(Trainer<MultiLabel> inner) {
    return new TransformTrainer<>(
        inner,
        new TransformationMap(
            List.of(new MeanStdDevTransformation()),
            Map.of("x0", List.of(new MeanStdDevTransformation(1.0, 2.0)))),
        true);
  }

  private static Trainer<MultiLabel> tunedAndTransformed(long seed) {
    return new ThresholdTunedTrainer(transformed(linear(seed)))
        .withMetric("Jaccard")
        .withHeldOut(0.3)
        .withSeed(seed);
  }
}
