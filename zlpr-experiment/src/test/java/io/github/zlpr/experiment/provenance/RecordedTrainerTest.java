package io.github.zlpr.experiment.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.Recorded;
import io.github.zlpr.loss.PairwiseLogSumExp;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.rule.ThresholdTunedTrainer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Trainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

class RecordedTrainerTest {

  @Test
  void reachTheInnermostTrainerAndItsOptimiser() {
    Trainer<MultiLabel> inner = new LinearSGDTrainer(new ZLPR(), new AdaGrad(0.5, 0.1), 5, 1L);
    Trainer<MultiLabel> trainer =
        new TransformTrainer<>(
            new ThresholdTunedTrainer(inner).withMetric("MicroF1").withHeldOut(0.2).withSeed(1L),
            new TransformationMap(List.of(new MeanStdDevTransformation()), Map.of()));
    assertTrue(Recorded.of(trainer.getProvenance()).has("initialLearningRate"));
    assertFalse(Recorded.of(trainer.getProvenance()).has("k"));
    String before = trainer.getProvenance().toString();
    Trainer<?> built =
        Recorded.of(trainer.getProvenance())
            .with("initialLearningRate", "0.25")
            .with("seed", "77")
            .build(Trainer.class);
    assertNotSame(trainer, built);
    assertEquals(before, trainer.getProvenance().toString());
    Trainer<MultiLabel> expected =
        new TransformTrainer<>(
            new ThresholdTunedTrainer(
                    new LinearSGDTrainer(new ZLPR(), new AdaGrad(0.25, 0.1), 5, 77L))
                .withMetric("MicroF1")
                .withHeldOut(0.2)
                .withSeed(77L),
            new TransformationMap(List.of(new MeanStdDevTransformation()), Map.of()));
    assertEquals(fingerprint(expected), fingerprint(built));
  }

  @Test
  void ofThisProjectsTrainer() {
    Trainer<MultiLabel> trainer =
        new LinearMultiLabelTrainer().withObjective(new PairwiseLogSumExp());
    assertTrue(Recorded.of(trainer.getProvenance()).has("learningRate"));
    assertTrue(Recorded.of(trainer.getProvenance()).has("k"));
    Trainer<?> built =
        Recorded.of(trainer.getProvenance())
            .with("learningRate", "0.7")
            .with("seed", "3")
            .with("k", "4")
            .build(Trainer.class);
    Trainer<MultiLabel> expected =
        new LinearMultiLabelTrainer()
            .withObjective(new PairwiseLogSumExp(1.0, 0.0, 4))
            .withLearningRate(0.7)
            .withSeed(3);
    assertEquals(fingerprint(expected), fingerprint(built));
  }

  @Test
  void fingerprintsTellConfigurationsApart() {
    Trainer<MultiLabel> trainer = new LinearMultiLabelTrainer();
    String own = fingerprint(trainer);
    assertEquals(own, fingerprint(new LinearMultiLabelTrainer()));
    assertFalse(
        own.equals(
            fingerprint(
                Recorded.of(trainer.getProvenance()).with("seed", "99").build(Trainer.class))));
    assertFalse(own.equals(fingerprint(new LinearMultiLabelTrainer().withL2(0.1))));
    assertFalse(
        new Fingerprint().add("a").add("b").hash().equals(new Fingerprint().add("ab").hash()));
  }

  private static String fingerprint(Trainer<?> trainer) {
    return new Fingerprint().add(trainer.getProvenance()).hash();
  }
}
