package io.github.zlpr.trainer.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.trainer.model.CompactLinearModel;
import io.github.zlpr.trainer.model.Compaction;
import io.github.zlpr.trainer.model.WeightDigest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

class CompactTrainingTest {

  @TempDir private Path directory;
  private MutableDataset<MultiLabel> data;

  @BeforeEach
  void writeData() throws IOException {
    data = new MutableDataset<>(TestData.write(directory, 200, 7));
  }

  private static LinearMultiLabelTrainer trainer() {
    return new LinearMultiLabelTrainer().withEpochs(5).withLoggingInterval(-1);
  }

  @Test
  void aLargeEnoughSizeKeepsAllWeights() {
    LinearMultiLabelTrainer trainer = trainer().withStart("zero").withCut("none");
    LinearSGDModel dense = (LinearSGDModel) (Object) trainer.train(data);
    Model<MultiLabel> compact = trainer.withCompactModels(1.0).train(data);
    assertEquals(
        Compaction.of(dense, Long.MAX_VALUE).model().getWeights(),
        assertInstanceOf(CompactLinearModel.class, compact).getWeights());
    assertEquals(CompactLinearModel.class.getName(), compact.getProvenance().getClassName());
  }

  @Test
  void asManyWeightsAreKeptAsTheExamplesHeldOutNeed() {
    LinearMultiLabelTrainer trainer = trainer().withValidationFraction(0.2);
    Model<MultiLabel> dense = trainer.train(data);
    LinearMultiLabelTrainer compacting = trainer.withCompactModels(0.0);
    Model<MultiLabel> compact = compacting.train(data);
    RankingEvaluator evaluator = new RankingEvaluator(1);
    double all = evaluator.evaluate(dense, data).value("LRAP");
    double few = evaluator.evaluate(compact, data).value("LRAP");
    assertTrue(few > all - 0.02, few + " after " + all);
    compacting.setInvocationCount(0);
    assertEquals(WeightDigest.of(compact), WeightDigest.of(compacting.train(data)));
  }

  @Test
  void whatToKeepMustBeSaid() {
    assertThrows(PropertyException.class, () -> trainer().withCompactModels(0.0));
    assertThrows(PropertyException.class, () -> trainer().withCompactModels(-1.0));
    LinearMultiLabelTrainer unknown = trainer();
    unknown.model = "small";
    assertThrows(PropertyException.class, unknown::postConfig);
  }
}
