package io.github.zlpr.experiment.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class TrainerSettingsTest {

  @Test
  void reachTheInnermostTrainerAndItsOptimiser() {
    Trainer<MultiLabel> inner = new LinearSGDTrainer(new ZLPR(), new AdaGrad(0.5, 0.1), 5, 1L);
    Trainer<MultiLabel> trainer =
        new TransformTrainer<>(
            new ThresholdTunedTrainer(inner, "MicroF1", 0.2, 1L),
            new TransformationMap(List.of(new MeanStdDevTransformation()), Map.of()));
    assertTrue(TrainerSettings.hasLearningRate(trainer));
    assertFalse(TrainerSettings.hasLabels(trainer));
    String before = trainer.getProvenance().toString();
    Trainer<MultiLabel> built = new TrainerSettings(trainer).learningRate(0.25).seed(77).build();
    assertNotSame(trainer, built);
    assertEquals(before, trainer.getProvenance().toString());
    Trainer<MultiLabel> expected =
        new TransformTrainer<>(
            new ThresholdTunedTrainer(
                new LinearSGDTrainer(new ZLPR(), new AdaGrad(0.25, 0.1), 5, 77L),
                "MicroF1",
                0.2,
                77L),
            new TransformationMap(List.of(new MeanStdDevTransformation()), Map.of()));
    assertEquals(fingerprint(expected), fingerprint(built));
  }

  @Test
  void ofThisProjectsTrainer() {
    Trainer<MultiLabel> trainer =
        LinearMultiLabelTrainer.builder().objective(new PairwiseLogSumExp()).build();
    assertTrue(TrainerSettings.hasLearningRate(trainer));
    assertTrue(TrainerSettings.hasLabels(trainer));
    Trainer<MultiLabel> built =
        new TrainerSettings(trainer).learningRate(0.7).seed(3).labels(4).build();
    Trainer<MultiLabel> expected =
        LinearMultiLabelTrainer.builder()
            .objective(new PairwiseLogSumExp(1.0, 0.0, 4))
            .learningRate(0.7)
            .seed(3)
            .build();
    assertEquals(fingerprint(expected), fingerprint(built));
  }

  @Test
  void fingerprintsTellConfigurationsApart() {
    Trainer<MultiLabel> trainer = LinearMultiLabelTrainer.builder().build();
    String own = fingerprint(trainer);
    assertEquals(own, fingerprint(LinearMultiLabelTrainer.builder().build()));
    assertFalse(own.equals(fingerprint(new TrainerSettings(trainer).seed(99).build())));
    assertFalse(own.equals(fingerprint(LinearMultiLabelTrainer.builder().l2(0.1).build())));
    assertFalse(
        new Fingerprint().add("a").add("b").hash().equals(new Fingerprint().add("ab").hash()));
  }

  private static String fingerprint(Trainer<MultiLabel> trainer) {
    return new Fingerprint().add(trainer.getProvenance()).hash();
  }
}
