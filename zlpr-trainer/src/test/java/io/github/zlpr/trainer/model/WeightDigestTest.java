package io.github.zlpr.trainer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.TestData;
import io.github.zlpr.trainer.rule.SelectingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

class WeightDigestTest {

  @TempDir private Path directory;

  static Set<String> trainers() {
    return TrainedModels.trainers().keySet();
  }

  private Model<MultiLabel> train(String name, long seed) throws IOException {
    return TrainedModels.trainers()
        .get(name)
        .apply(seed)
        .train(new MutableDataset<>(TestData.write(directory, 60, 7)));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void isTheSameForTheSameTrainingAndAfterSaving(String name) throws IOException {
    Model<MultiLabel> model = train(name, 1);
    String digest = WeightDigest.of(model);
    assertTrue(digest.matches("[0-9a-f]{64}"), digest);
    assertEquals(digest, WeightDigest.of(train(name, 1)));
    assertNotEquals(digest, WeightDigest.of(train(name, 2)));
    Model<?> loaded = RootLocale.call(() -> Model.deserialize(model.serialize()));
    assertEquals(digest, WeightDigest.of(loaded));
    assertEquals(
        digest, WeightDigest.of(RootLocale.call(() -> Model.deserialize(loaded.serialize()))));
  }

  @Test
  void coversWhatAModelPredictsByBesidesItsWeights() throws IOException {
    Model<MultiLabel> model = train("sgd", 1);
    String top2 = WeightDigest.of(new SelectingModel(model, new PredictionRule(0.0, 2)));
    assertEquals(top2, WeightDigest.of(new SelectingModel(model, new PredictionRule(0.0, 2))));
    assertNotEquals(top2, WeightDigest.of(new SelectingModel(model, new PredictionRule(0.0, 3))));
    assertNotEquals(top2, WeightDigest.of(new SelectingModel(model, new PredictionRule(0.5, 2))));
    assertNotEquals(top2, WeightDigest.of(model));
  }

  /** The inner trainer looks at no feature, so that only the transformers differ. */
  @Test
  void coversTransformers() throws IOException {
    assertNotEquals(standardisedTo(0.0), standardisedTo(1.0));
    assertEquals(standardisedTo(1.0), standardisedTo(1.0));
  }

  private String standardisedTo(double mean) throws IOException {
    var transformation = new MeanStdDevTransformation(mean, 1.0);
    return WeightDigest.of(
        new TransformTrainer<>(
                TrainedModels.trainers().get("binary relevance").apply(1),
                new TransformationMap(List.of(transformation)))
            .train(new MutableDataset<>(TestData.write(directory, 60, 7))));
  }
}
