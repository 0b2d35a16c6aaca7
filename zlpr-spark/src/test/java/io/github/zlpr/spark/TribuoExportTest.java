package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.trainer.rule.SelectingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

class TribuoExportTest {

  private static final Problem PROBLEM = Problem.random(150, 12, 11, 5);

  private static MultiLabelLinearClassificationModel model(String objective) {
    return new MultiLabelLinearClassifier("the-run")
        .setObjective(objective)
        .setRegParam(0.01)
        .setMaxIter(10)
        .fit(PROBLEM.frame(Sessions.local(), 2));
  }

  @Test
  void scoresAndPredictionsAreEqual(@TempDir Path directory) throws IOException {
    for (String objective : new String[] {"ZLPR(threshold=0.3)", "SubsetSoftmax(k=2)"}) {
      MultiLabelLinearClassificationModel model = model("ZLPR");
      model.set(model.objective(), objective);
      Path file = directory.resolve(objective);
      model.toTribuo(PROBLEM.featureNames(), PROBLEM.labelNames()).serializeToFile(file);
      Model<MultiLabel> loaded = Model.deserializeFromFile(file).castModel(MultiLabel.class);
      if (objective.startsWith("ZLPR")) {
        assertInstanceOf(LinearSGDModel.class, loaded);
      } else {
        assertInstanceOf(SelectingModel.class, loaded);
      }
      for (Row row : model.transform(PROBLEM.frame(Sessions.local(), 2)).collectAsList()) {
        Prediction<MultiLabel> prediction = loaded.predict(example(row.getAs("features")));
        Map<String, MultiLabel> scores = prediction.getOutputScores();
        double[] expected = ((Vector) row.getAs("rawPrediction")).toArray();
        for (int label = 0; label < expected.length; label++) {
          String name = PROBLEM.labelNames()[label];
          assertEquals(
              expected[label], scores.get(name).getLabelScore(new Label(name)).orElseThrow(), 1e-9);
        }
        assertEquals(
            row.<Double>getList(row.fieldIndex("prediction")).stream()
                .map(label -> PROBLEM.labelNames()[label.intValue()])
                .collect(Collectors.toCollection(TreeSet::new)),
            new TreeSet<>(prediction.getOutput().getNameSet()));
      }
    }
  }

  @Test
  void tiesAreBrokenByNameInBothModels() {
    String[] names = PROBLEM.labelNames();
    Collections.reverse(Arrays.asList(names));
    MultiLabelLinearClassificationModel model =
        new MultiLabelLinearClassifier()
            .setObjective("SubsetSoftmax(k=2)")
            .setMaxIter(0)
            .setSolver("l-bfgs")
            .setFitIntercept(false)
            .fit(PROBLEM.frame(Sessions.local(), 2))
            .setLabelNames(names);
    Vector features = Vectors.zeros(PROBLEM.featureNames().length);
    int last = names.length - 1;
    assertArrayEquals(new int[] {last - 1, last}, model.predict(features));
    ArrayExample<MultiLabel> zero = example(features);
    zero.add(PROBLEM.featureNames()[0], 0.0);
    assertEquals(
        Set.of(names[last - 1], names[last]),
        model.toTribuo(PROBLEM.featureNames(), names).predict(zero).getOutput().getNameSet());
    assertThrows(
        IllegalArgumentException.class,
        () -> model.toTribuo(PROBLEM.featureNames(), PROBLEM.labelNames()));
  }

  private static ArrayExample<MultiLabel> example(Vector features) {
    SparseVector sparse = features.toSparse();
    ArrayExample<MultiLabel> example =
        new ArrayExample<>(new MultiLabelFactory().getUnknownOutput());
    for (int k = 0; k < sparse.indices().length; k++) {
      example.add(PROBLEM.featureNames()[sparse.indices()[k]], sparse.values()[k]);
    }
    return example;
  }

  @Test
  void provenanceNamesTheRun() {
    MultiLabelLinearClassificationModel model = model("ZLPR(threshold=0.3)");
    Model<MultiLabel> exported = model.toTribuo(PROBLEM.featureNames(), PROBLEM.labelNames());
    String run = exported.getProvenance().getInstanceProvenance().toString();
    assertTrue(run.contains("spark-uid=the-run"), run);
    assertTrue(run.contains("spark-version=" + model.summary().sparkVersion()), run);
    assertTrue(run.contains("iterations=10"), run);
    var trainer = exported.getProvenance().getTrainerProvenance();
    assertEquals(MultiLabelLinearClassifier.class.getName(), trainer.getClassName());
    var parameters = trainer.getConfiguredParameters();
    assertEquals("0.01", parameters.get("regParam").toString());
    assertTrue(parameters.get("objective").toString().contains("threshold=0.3"));
    assertEquals(150, exported.getProvenance().getDatasetProvenance().getNumExamples());
    var labels = (ImmutableMultiLabelInfo) exported.getOutputIDInfo();
    assertEquals(
        PROBLEM.labels().stream()
            .filter(truth -> java.util.Arrays.binarySearch(truth, 3) >= 0)
            .count(),
        labels.getLabelCount("label 3"));
  }

  @Test
  void namesMustFit() {
    MultiLabelLinearClassificationModel model = model("ZLPR");
    String[] labels = PROBLEM.labelNames();
    labels[1] = labels[0];
    assertEquals(
        "label name 'label 0' occurs twice",
        assertThrows(
                IllegalArgumentException.class,
                () -> model.toTribuo(PROBLEM.featureNames(), labels))
            .getMessage());
    assertEquals(
        "the model has 12 features, found 0 names",
        assertThrows(IllegalArgumentException.class, () -> model.toTribuo(new String[0], labels))
            .getMessage());
  }
}
