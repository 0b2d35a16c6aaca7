package io.github.zlpr.trainer.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.model.protos.CompactLinearModelProto;
import io.github.zlpr.trainer.rule.SelectingModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.RealIDInfo;
import org.tribuo.VariableIDInfo;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.ensemble.MultiLabelVotingCombiner;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.protos.core.ModelProto;

class CompactLinearModelTest {

  @TempDir private Path directory;
  private MutableDataset<MultiLabel> data;
  private LinearSGDModel dense;
  private CompactLinearModel compact;

  @BeforeEach
  void train() throws IOException {
    data = new MutableDataset<>(TestData.write(directory, 80, 7));
    dense = new LinearSGDTrainer(new ZLPR(), new AdaGrad(0.1, 0.1), 5, 1).train(data);
    compact = Compaction.of(dense, Long.MAX_VALUE).model();
  }

  private static Map<String, MultiLabel> scores(
      Model<MultiLabel> model, Example<MultiLabel> example) {
    return model.predict(example).getOutputScores();
  }

  private static double score(Map<String, MultiLabel> scores, String label) {
    return scores.get(label).getLabelScore(new Label(label)).orElseThrow();
  }

  @Test
  void scoresAsTheDenseModelUpToRounding() {
    double tolerance = 0.0;
    for (var features : dense.getTopFeatures(1).values()) {
      tolerance = Math.max(tolerance, Math.abs(features.get(0).getB()));
    }
    for (Example<MultiLabel> example : data) {
      Map<String, MultiLabel> expected = scores(dense, example);
      Map<String, MultiLabel> found = scores(compact, example);
      assertEquals(expected.keySet(), found.keySet());
      double norm = 0.0;
      for (var feature : example) {
        norm += Math.abs(feature.getValue());
      }
      for (String label : expected.keySet()) {
        assertEquals(score(expected, label), score(found, label), tolerance * norm / 250);
      }
    }
  }

  @Test
  void predictsTheLabelsAboveTheThreshold() {
    for (Example<MultiLabel> example : data) {
      Prediction<MultiLabel> prediction = compact.predict(example);
      Set<String> above = new HashSet<>();
      prediction
          .getOutputScores()
          .forEach(
              (label, output) -> {
                if (output.getLabelScore(new Label(label)).orElseThrow() > 0.0) {
                  above.add(label);
                }
              });
      assertEquals(above, prediction.getOutput().getNameSet());
      assertEquals(
          dense.predict(example).getNumActiveFeatures(), prediction.getNumActiveFeatures());
    }
  }

  @Test
  void thePredictionHasAllScoresAsAMap() throws Exception {
    Map<String, MultiLabel> scores = scores(compact, data.getExample(0));
    assertEquals(4, scores.size());
    assertTrue(scores.containsKey("label0"));
    assertNull(scores.get("nowhere"));
    scores.forEach((name, output) -> assertEquals(Set.of(name), output.getNameSet()));
    assertEquals(new HashMap<>(scores), scores);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(scores);
    assertEquals(
        scores, new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
  }

  @Test
  void refusesAnExampleWithoutAnyKnownFeature() {
    Example<MultiLabel> unknown =
        new ArrayExample<>(new MultiLabel("a"), new String[] {"nowhere"}, new double[] {1.0});
    assertThrows(IllegalArgumentException.class, () -> compact.predict(unknown));
    assertThrows(IllegalArgumentException.class, () -> dense.predict(unknown));
  }

  @Test
  void isTheSameAfterSaving() throws IOException {
    Path file = directory.resolve("compact.tribuo");
    RootLocale.run(() -> compact.serializeToFile(file));
    Model<MultiLabel> loaded = ModelFile.load(file);
    assertEquals(WeightDigest.of(compact), WeightDigest.of(loaded));
    assertEquals(compact.getFeatureIDMap(), loaded.getFeatureIDMap());
    assertEquals(compact.getOutputIDInfo(), loaded.getOutputIDInfo());
    assertEquals(compact.getProvenance(), loaded.getProvenance());
    for (Example<MultiLabel> example : data) {
      Map<String, MultiLabel> expected = scores(compact, example);
      Map<String, MultiLabel> found = scores(loaded, example);
      for (String label : expected.keySet()) {
        assertEquals(score(expected, label), score(found, label));
      }
    }
    assertEquals(
        RootLocale.call(compact::serialize).getSerializedSize(),
        RootLocale.call(loaded::serialize).getSerializedSize());
  }

  @Test
  void keepsTheFeaturesWithTheirIdsAndStatistics() {
    ImmutableFeatureMap expected = dense.getFeatureIDMap();
    ImmutableFeatureMap found = compact.getFeatureIDMap();
    assertEquals(expected.size(), found.size());
    assertEquals(expected.keySet(), found.keySet());
    assertTrue(found.domainEquals(expected) && expected.domainEquals(found));
    for (VariableInfo info : expected) {
      int id = ((VariableIDInfo) info).getID();
      assertEquals(id, found.getID(info.getName()));
      assertEquals(info.getName(), found.get(id).getName());
      assertEquals(info.getCount(), found.get(info.getName()).getCount());
      if (info instanceof RealIDInfo real) {
        RealIDInfo kept = (RealIDInfo) found.get(id);
        assertEquals(real.getMin(), kept.getMin(), 1e-6 * Math.abs(real.getMin()));
        assertEquals(real.getMax(), kept.getMax(), 1e-6 * Math.abs(real.getMax()));
        assertEquals(real.getMean(), kept.getMean(), 1e-6 * Math.abs(real.getMax()));
        assertEquals(real.getVariance(), kept.getVariance(), 1e-6 * real.getVariance());
      }
    }
    assertEquals(-1, found.getID("nowhere"));
    assertNull(found.get("nowhere"));
    assertNull(found.get(-1));
    assertNull(found.get(found.size()));
  }

  @Test
  void featureNamesMayBeAnyText() throws IOException {
    List<String> names =
        List.of("", "a", "ab", "b", "ä", "\uD83D\uDE00", "word@ä/b", "z".repeat(999));
    FeatureNames found = FeatureNames.decode(names.size(), FeatureNames.of(names).encode());
    assertEquals(FeatureNames.of(names), found);
    for (int id = 0; id < names.size(); id++) {
      assertEquals(names.get(id), found.get(id));
      assertEquals(id, found.find(names.get(id)));
    }
    assertEquals(-1, found.find("c"));
    assertThrows(IllegalArgumentException.class, () -> FeatureNames.of(List.of("a", "b", "a")));
  }

  @Test
  void evaluatesFromWeightsAsFromPredictions() {
    RankingEvaluator evaluator = new RankingEvaluator(1, 3);
    RankingEvaluation fromWeights = evaluator.evaluate(compact, data);
    RankingEvaluation fromPredictions =
        evaluator.evaluate(compact, compact.predict(data), data.getProvenance());
    assertEquals(fromPredictions.metrics(), fromWeights.metrics());
  }

  @Test
  void topFeaturesAreThoseOfTheDenseModel() {
    Map<String, List<Pair<String, Double>>> expected = dense.getTopFeatures(3);
    Map<String, List<Pair<String, Double>>> found = compact.getTopFeatures(3);
    assertEquals(expected.keySet(), found.keySet());
    for (String label : expected.keySet()) {
      assertEquals(3, found.get(label).size());
      for (int i = 0; i < 3; i++) {
        double weight = expected.get(label).get(i).getB();
        assertEquals(weight, found.get(label).get(i).getB(), 0.02 * Math.abs(weight) + 0.05);
      }
    }
    assertTrue(
        compact.getTopFeatures(-1).values().stream()
            .allMatch(list -> list.stream().anyMatch(f -> f.getA().equals(Model.BIAS_FEATURE))));
  }

  @Test
  void excusesAddUpToTheScores() {
    Example<MultiLabel> example = data.getExample(0);
    Excuse<MultiLabel> excuse = compact.getExcuse(example).orElseThrow();
    excuse
        .getScores()
        .forEach(
            (label, parts) ->
                assertEquals(
                    score(excuse.getPrediction().getOutputScores(), label),
                    parts.stream().mapToDouble(Pair::getB).sum(),
                    1e-9));
    assertEquals(
        dense.getExcuse(example).orElseThrow().getScores().keySet(), excuse.getScores().keySet());
  }

  @Test
  void probabilitiesStayProbabilities() {
    LinearSGDModel model =
        new LinearSGDTrainer(new BinaryCrossEntropy(), new AdaGrad(0.1, 0.1), 5, 1).train(data);
    CompactLinearModel small = Compaction.of(model, Long.MAX_VALUE).model();
    assertTrue(small.generatesProbabilities());
    for (Example<MultiLabel> example : data) {
      Map<String, MultiLabel> expected = scores(model, example);
      Map<String, MultiLabel> found = scores(small, example);
      for (String label : expected.keySet()) {
        assertEquals(score(expected, label), score(found, label), 0.02);
      }
    }
  }

  @Test
  void aSmallFileKeepsTheLargestWeights() throws IOException {
    long whole = RootLocale.call(compact::serialize).getSerializedSize();
    long bytes = whole + Compaction.SMALL_FIELDS - compact.getWeights().byteSize() / 2;
    Compaction compaction = Compaction.of(dense, bytes);
    assertTrue(RootLocale.call(compaction.model()::serialize).getSerializedSize() <= bytes);
    assertTrue(compaction.kept() > 0 && compaction.kept() < compaction.all());
    float[] smallest = {Float.POSITIVE_INFINITY};
    CompactWeights kept = compaction.model().getWeights();
    long[] larger = {0};
    for (int feature = 0; feature < kept.features(); feature++) {
      kept.forEach(feature, (label, w) -> smallest[0] = Math.min(smallest[0], Math.abs(w)));
    }
    CompactWeights all = compact.getWeights();
    for (int feature = 0; feature < all.features(); feature++) {
      all.forEach(feature, (label, w) -> larger[0] += Math.abs(w) > 1.02 * smallest[0] ? 1 : 0);
    }
    assertTrue(compaction.kept() >= larger[0], compaction.kept() + " < " + larger[0]);
    assertThrows(IllegalArgumentException.class, () -> Compaction.of(dense, 100));
  }

  @Test
  void noScoreIsOffByMoreThanTheLargestError() {
    Compaction compaction =
        Compaction.of(
            dense,
            RootLocale.call(compact::serialize).getSerializedSize()
                + Compaction.SMALL_FIELDS
                - compact.getWeights().byteSize() / 2);
    for (Example<MultiLabel> example : data) {
      double square = 0.0;
      for (var feature : example) {
        square += feature.getValue() * feature.getValue();
      }
      Map<String, MultiLabel> expected = scores(dense, example);
      Map<String, MultiLabel> found = scores(compaction.model(), example);
      for (String label : expected.keySet()) {
        assertEquals(
            score(expected, label),
            score(found, label),
            compaction.largestError() * Math.sqrt(square) + 1e-5);
      }
    }
  }

  @Test
  void worksInsideOtherModels() {
    SelectingModel selecting = new SelectingModel(compact, new PredictionRule(0.0, 2));
    assertEquals(
        WeightDigest.of(selecting),
        WeightDigest.of(RootLocale.call(() -> Model.deserialize(selecting.serialize()))));
    assertTrue(new RankingEvaluator(1).evaluate(selecting, data).metrics().get("LRAP") > 0.0);
    WeightedEnsembleModel<MultiLabel> ensemble =
        WeightedEnsembleModel.createEnsembleFromExistingModels(
            "both", List.of(compact, compact), new MultiLabelVotingCombiner());
    assertTrue(
        compact
            .predict(data.getExample(0))
            .getOutput()
            .getNameSet()
            .containsAll(ensemble.predict(data.getExample(0)).getOutput().getNameSet()));
  }

  @Test
  void threadsMayShareIt() {
    double[] expected =
        IntStream.range(0, data.size())
            .mapToDouble(i -> compact.predict(data.getExample(i)).getOutput().getLabelSet().size())
            .toArray();
    double[] found =
        IntStream.range(0, data.size())
            .parallel()
            .mapToDouble(i -> compact.predict(data.getExample(i)).getOutput().getLabelSet().size())
            .toArray();
    assertArrayEquals(expected, found);
  }

  @Test
  void exportsToOnnx() {
    var onnx = compact.exportONNXModel("io.github.zlpr", 1);
    assertEquals(2, onnx.getGraph().getInitializerCount());
    assertEquals(
        dense.exportONNXModel("io.github.zlpr", 1).getGraph().getInitializer(0).getDimsList(),
        onnx.getGraph().getInitializer(0).getDimsList());
  }

  @Test
  void damagedWeightsAreRefused() throws IOException {
    ModelProto proto = RootLocale.call(compact::serialize);
    CompactLinearModelProto fields =
        proto.getSerializedData().unpack(CompactLinearModelProto.class);
    byte[] rows = fields.getRows().toByteArray();
    rows[4] = 127; // a gap over all labels
    for (CompactLinearModelProto damaged :
        List.of(
            fields.toBuilder().setRows(ByteString.copyFrom(rows)).build(),
            fields.toBuilder().setRows(fields.getRows().substring(1)).build(),
            fields.toBuilder().setRowLengths(fields.getRowLengths().substring(1)).build(),
            fields.toBuilder().clearBiases().build())) {
      ModelProto model = proto.toBuilder().setSerializedData(Any.pack(damaged)).build();
      assertThrows(RuntimeException.class, () -> Model.deserialize(model));
    }
  }

  /** Written by version 1.0; it must load for ever. */
  @Test
  void loadsAFrozenModel() throws IOException {
    Path file = directory.resolve("frozen.tribuo");
    try (InputStream in = getClass().getResourceAsStream("compact-1.0.tribuo")) {
      Files.copy(in, file);
    }
    Model<MultiLabel> model = ModelFile.load(file);
    Example<MultiLabel> example =
        new ArrayExample<>(
            new MultiLabel("a"), new String[] {"x0", "x1"}, new double[] {1.0, -0.5});
    Map<String, MultiLabel> scores = scores(model, example);
    assertEquals(Set.of("a", "b", "c"), scores.keySet());
    assertEquals(3.273893647567243, score(scores, "a"));
    assertEquals(-2.103588510654638, score(scores, "b"));
    assertEquals(-1.9540264536490404, score(scores, "c"));
    assertEquals(
        "3140afe1835e1b1e8d0915aedfcd3972198642b2976606a5a855d2f6744669ee", WeightDigest.of(model));
  }
}
