package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.loss.BinaryFocal;
import io.github.zlpr.loss.JointLogSumExp;
import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.loss.PaddedSubsetSoftmax;
import io.github.zlpr.loss.PairwiseLogSumExp;
import io.github.zlpr.loss.SoftmaxCrossEntropy;
import io.github.zlpr.loss.SubsetSoftmax;
import io.github.zlpr.loss.WeightedBinaryCrossEntropy;
import io.github.zlpr.loss.ZLPR;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossesTest {

  @Test
  void everyLossIsItsText() {
    for (MultiLabelLoss loss :
        List.of(
            new ZLPR(-0.25, 2.0, 0.5, 0.1),
            new PairwiseLogSumExp(),
            new SubsetSoftmax(),
            new PaddedSubsetSoftmax(3, 0.5),
            new JointLogSumExp(),
            new SoftmaxCrossEntropy(),
            new WeightedBinaryCrossEntropy(),
            Losses.parse("WeightedBinaryCrossEntropy(positiveWeights=[1.0, 2.5])"),
            new BinaryFocal())) {
      String text = Losses.format(loss);
      assertEquals(loss.toString(), Losses.parse(text).toString());
      assertEquals(loss.getClass(), Losses.parse(text).getClass());
    }
  }

  @Test
  void defaultsNeedNoText() {
    assertEquals(new ZLPR().toString(), Losses.parse("ZLPR").toString());
    assertEquals(new ZLPR().toString(), Losses.parse("io.github.zlpr.loss.ZLPR()").toString());
  }

  @Test
  void whatIsNoLossIsRefused() {
    for (String text :
        List.of(
            "", "ZLPR(", "ZLPR(threshold)", "ZLPR(treshold=1)", "java.lang.String", "Targets")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Losses.parse(text)).getMessage();
      assertTrue(message.startsWith("objective '" + text + "': "), message);
    }
  }

  @Test
  void lossWithoutTextIsRefused() {
    MultiLabelLoss loss = (scores, targets, values) -> 0.0;
    assertThrows(IllegalArgumentException.class, () -> Losses.format(loss));
  }
}
