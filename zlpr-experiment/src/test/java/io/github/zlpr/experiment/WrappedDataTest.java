package io.github.zlpr.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.experiment.provenance.IrreproducibleException;
import io.github.zlpr.experiment.provenance.RunRecord;
import io.github.zlpr.loss.SubsetSoftmax;
import io.github.zlpr.trainer.model.TrainedModels;
import io.github.zlpr.trainer.model.WeightDigest;
import io.github.zlpr.trainer.rule.SelectingTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureSelector;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.SelectedFeatureSet;
import org.tribuo.Trainer;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.dataset.DatasetView;
import org.tribuo.dataset.MinimumCardinalityDataset;
import org.tribuo.dataset.SelectedFeatureDataset;
import org.tribuo.datasource.AggregateConfigurableDataSource;
import org.tribuo.datasource.AggregateDataSource;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.hash.HashCodeHasher;
import org.tribuo.hash.Hasher;
import org.tribuo.hash.HashingTrainer;
import org.tribuo.hash.MessageDigestHasher;
import org.tribuo.hash.ModHashCodeHasher;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.ensemble.CCEnsembleTrainer;
import org.tribuo.multilabel.ensemble.MultiLabelVotingCombiner;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.provenance.FeatureSelectorProvenance;
import org.tribuo.provenance.FeatureSetProvenance;
import org.tribuo.provenance.impl.FeatureSelectorProvenanceImpl;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

/** Models of Tribuo's data set and trainer wrappers are rebuilt as made, or refused by name. */
class WrappedDataTest {

  private static final String SALT = "a salt of letters";

  @TempDir private Path directory;
  private ArffDataSource source;
  private Dataset<MultiLabel> data;

  @BeforeEach
  void writeData() throws IOException {
    source = TestData.write(directory, 80, 7);
    data = new MutableDataset<>(source);
  }

  private static Trainer<MultiLabel> linear() {
    return TrainedModels.trainers().get("linear").apply(1);
  }

  private static TransformationMap scaling() {
    return new TransformationMap(List.of(new LinearScalingTransformation(0, 1)));
  }

  /** Tribuo has no selector for multi-label data. */
  public static final class FirstTwo implements FeatureSelector<MultiLabel> {

    @Override
    public boolean isOrdered() {
      return false;
    }

    @Override
    public SelectedFeatureSet select(Dataset<MultiLabel> dataset) {
      return new SelectedFeatureSet(
          List.of("x0", "x1"),
          List.of(1.0, 1.0),
          false,
          new FeatureSetProvenance(
              SelectedFeatureSet.class.getName(), dataset.getProvenance(), getProvenance()));
    }

    @Override
    public FeatureSelectorProvenance getProvenance() {
      return new FeatureSelectorProvenanceImpl(this);
    }
  }

  /** The data sets that can be made again; all but the deep copy give other weights. */
  private static Map<String, UnaryOperator<Dataset<MultiLabel>>> wrappers() {
    Map<String, UnaryOperator<Dataset<MultiLabel>>> wrappers = new LinkedHashMap<>();
    wrappers.put("minimum", inner -> new MinimumCardinalityDataset<>(inner, 80));
    wrappers.put("predicate", inner -> DatasetView.createView(inner, WrappedDataTest::isHigh, "h"));
    wrappers.put("indices", inner -> new DatasetView<>(inner, new int[] {9, 3, 3, 5, 30}, "few"));
    wrappers.put("bootstrap", inner -> DatasetView.createBootstrapView(inner, 50, 3));
    wrappers.put(
        "weighted",
        inner -> DatasetView.createWeightedBootstrapView(inner, 50, 3, weights(inner.size())));
    return wrappers;
  }

  private static boolean isHigh(Example<MultiLabel> example) {
    for (Feature feature : example) {
      if (feature.getName().equals("x0")) {
        return feature.getValue() > 0.3;
      }
    }
    return false;
  }

  private static float[] weights(int size) {
    float[] weights = new float[size];
    for (int i = 0; i < size; i++) {
      weights[i] = i % 2 == 0 ? 2.0f / size : 0.0f;
    }
    return weights;
  }

  private static void assertReproduced(Model<MultiLabel> model) {
    ReproductionResult result = Reproduction.of(model).run();
    assertTrue(result.identical(), result.toText());
    assertEquals(WeightDigest.of(model), WeightDigest.of(result.model().orElseThrow()));
  }

  private static void assertRefused(Model<MultiLabel> model, String... words) {
    String message =
        assertThrows(IrreproducibleException.class, () -> Reproduction.of(model).run())
            .getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertEquals(1, message.lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimum", "predicate", "indices", "bootstrap", "weighted"})
  void wrappedDataAreMadeAgain(String name) {
    Model<MultiLabel> model = linear().train(wrappers().get(name).apply(data));
    assertNotEquals(
        WeightDigest.of(linear().train(data)), WeightDigest.of(model), "the wrapper does nothing");
    assertReproduced(model);
  }

  @Test
  void soAreWrappersInWrappersAndCopies() {
    for (UnaryOperator<Dataset<MultiLabel>> outer : wrappers().values()) {
      for (UnaryOperator<Dataset<MultiLabel>> inner : wrappers().values()) {
        Dataset<MultiLabel> once = inner.apply(data);
        if (once.size() >= 31) {
          assertReproduced(linear().train(outer.apply(once)));
          Dataset<MultiLabel> ofCopy = outer.apply(MutableDataset.createDeepCopy(once));
          if (ofCopy.size() > 0) {
            assertReproduced(linear().train(ofCopy));
          }
        }
      }
    }
  }

  @Test
  void savedModelsOfWrappedDataAreReproducedWithTheirRecord() {
    Model<MultiLabel> model = linear().train(new MinimumCardinalityDataset<>(data, 80));
    assertReproduced(
        RootLocale.call(() -> Model.deserialize(model.serialize())).castModel(MultiLabel.class));
    ReproductionResult result = Reproduction.of(RunRecord.of(model, Map.of()).addTo(model)).run();
    assertTrue(result.identical(), result.toText());
    assertTrue(result.toText().contains("MinimumCardinalityDataset"), result.toText());
  }

  @Test
  void allModelsOfCrossValidationAreReproduced() {
    var folds = new CrossValidation<>(linear(), data, new RankingEvaluator(1), 3).evaluate();
    assertEquals(3, folds.size());
    folds.forEach(fold -> assertReproduced(fold.getB()));
  }

  @Test
  void bothPartsOfTribuosSplitterAreMadeAgain() {
    TrainTestSplitter<MultiLabel> split = new TrainTestSplitter<>(source, 0.6, 5);
    assertReproduced(linear().train(new MutableDataset<>(split.getTrain())));
    assertReproduced(linear().train(new MutableDataset<>(split.getTest())));
    TrainTestSplitter<MultiLabel> nested = new TrainTestSplitter<>(split.getTrain(), 0.5, 6);
    assertReproduced(
        linear()
            .train(new MinimumCardinalityDataset<>(new MutableDataset<>(nested.getTest()), 10)));
  }

  @Test
  void trainersAroundTrainersAreRebuiltOnWrappedData() {
    List<Trainer<MultiLabel>> trainers = new ArrayList<>();
    TrainedModels.trainers().values().forEach(trainer -> trainers.add(trainer.apply(4)));
    trainers.add(new TransformTrainer<>(new TransformTrainer<>(linear(), scaling()), scaling()));
    trainers.add(
        new SelectingTrainer(
            new TransformTrainer<>(
                new LinearSGDTrainer(new SubsetSoftmax(2), new AdaGrad(0.1, 0.1), 2, 1),
                scaling())));
    trainers.add(
        new BaggingTrainer<>(
            new TransformTrainer<>(linear(), scaling()), new MultiLabelVotingCombiner(), 2, 9));
    trainers.add(new CCEnsembleTrainer(DummyClassifierTrainer.createStratifiedTrainer(3), 2, 8));
    Dataset<MultiLabel> view =
        DatasetView.createBootstrapView(new MinimumCardinalityDataset<>(data, 10), 60, 2);
    for (Trainer<MultiLabel> trainer : trainers) {
      trainer.train(view);
      assertReproduced(trainer.train(view));
    }
  }

  @Test
  void theMembersOfAnEnsembleAreReproducedByThemselves() {
    Experiment experiment =
        new Experiment(
            source,
            source,
            TrainedModels.trainers().get("bagging").apply(1),
            new RankingEvaluator(1));
    for (Model<MultiLabel> bagged :
        List.of(experiment.train(), TrainedModels.trainers().get("bagging").apply(2).train(data))) {
      WeightedEnsembleModel<MultiLabel> ensemble = (WeightedEnsembleModel<MultiLabel>) bagged;
      ensemble.getModels().forEach(WrappedDataTest::assertReproduced);
    }
  }

  @Test
  void hashedFeaturesAreRefused() {
    List<Hasher> hashers =
        List.of(
            new HashCodeHasher(SALT),
            new ModHashCodeHasher(40, SALT),
            new MessageDigestHasher("SHA-256", SALT));
    for (Hasher hasher : hashers) {
      HashingTrainer<MultiLabel> trainer = new HashingTrainer<>(linear(), hasher);
      assertRefused(trainer.train(data), "features", "hashed", "salt");
      assertRefused(
          new BaggingTrainer<>(trainer, new MultiLabelVotingCombiner(), 2, 9).train(data),
          hasher.getClass().getName(),
          "salt");
      Experiment experiment = new Experiment(source, source, trainer, new RankingEvaluator(1));
      assertRefused(experiment.train(), "features", "hashed", "salt");
    }
    assertRefused(
        linear().train(ImmutableDataset.hashFeatureMap(data, hashers.get(0))), "features", "salt");
  }

  @Test
  void whatProvenanceDoesNotTellIsRefusedByName() {
    MutableDataset<MultiLabel> transformed = new MutableDataset<>(source);
    transformed.transform(transformed.createTransformers(scaling()));
    assertRefused(linear().train(transformed), "let a TransformTrainer do it");
    assertRefused(
        linear().train(new MinimumCardinalityDataset<>(transformed, 2)),
        "let a TransformTrainer do it");
    assertRefused(
        new TransformTrainer<>(linear(), scaling()).train(transformed),
        "let a TransformTrainer do it");
    assertRefused(
        linear().train(ImmutableDataset.copyDataset(data)), "org.tribuo.ImmutableDataset");
    assertRefused(
        linear().train(new SelectedFeatureDataset<>(data, new FirstTwo().select(data))),
        "org.tribuo.dataset.SelectedFeatureDataset");
    assertRefused(
        linear().train(new MutableDataset<>(new AggregateDataSource<>(List.of(source, source)))),
        "org.tribuo.datasource.AggregateDataSource");
    assertRefused(
        linear()
            .train(
                new MutableDataset<>(
                    new AggregateConfigurableDataSource<>(List.of(source, source)))),
        "org.tribuo.datasource.AggregateConfigurableDataSource",
        "no constructor without arguments");
  }

  @Test
  void aViewThatDidNotKeepItsIndicesIsRefusedWithItsTag() {
    DatasetView<MultiLabel> view =
        new DatasetView<>(data, IntStream.range(0, 40).toArray(), "first half");
    view.setStoreIndices(false);
    assertRefused(linear().train(view), "'first half'", "setStoreIndices(true)");
  }

  @Test
  void dataChangedAfterTheyWereReadAreRefused() {
    MutableDataset<MultiLabel> more = new MutableDataset<>(source);
    more.add(data.getExample(0).copy());
    assertRefused(linear().train(more), "81 × 5 features", "80 × 5 features", "changed");
  }
}
