package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/** Probabilities of a calibrated model. */
class ProbabilitiesTest {

  private static final Problem PROBLEM = Problem.random(900, 6, 5, 3);

  private static MultiLabelLinearClassifier classifier() {
    return new MultiLabelLinearClassifier().setMaxIter(10).setProbabilityCol("probability");
  }

  private static double[] cells(Row row, String column) {
    return ((Vector) row.getAs(column)).toArray();
  }

  @Test
  void probabilitiesAreAsFrequentAsTheySayAndComeThroughFilesAndTribuo(@TempDir Path directory)
      throws IOException {
    Dataset<Row> frame = PROBLEM.frame(Sessions.local(), 3);
    MultiLabelLinearClassificationModel model =
        classifier().setHeldOut(0.3).fit(frame).setLabelNames(PROBLEM.labelNames());
    long trained = model.summary().examples();
    assertTrue(trained > 570 && trained < 690, "trained on " + trained);
    model.write().save(directory.resolve("model").toString());
    Dataset<Row> scored =
        MultiLabelLinearClassificationModel.load(directory.resolve("model").toString())
            .transform(frame);
    assertArrayEquals(
        PROBLEM.labelNames(), ColumnLabels.of(scored.schema().apply("probability")).names());
    assertEquals(model.transformSchema(frame.schema()), scored.schema());
    Model<MultiLabel> tribuo = model.toTribuo(PROBLEM.featureNames());
    double expected = 0.0;
    double found = 0.0;
    for (Row row : scored.collectAsList()) {
      double[] scores = cells(row, "rawPrediction");
      double[] probabilities = cells(row, "probability");
      var exported = tribuo.predict(example(row.getAs("features"))).getOutputScores();
      for (int label = 0; label < scores.length; label++) {
        assertEquals(model.probabilities().probability(label, scores[label]), probabilities[label]);
        expected += probabilities[label];
        String name = PROBLEM.labelNames()[label];
        assertEquals(
            probabilities[label],
            exported.get(name).getLabelScore(new Label(name)).orElseThrow(),
            1e-9);
      }
      found += row.getList(row.fieldIndex("labels")).size();
    }
    assertEquals(found, expected, 0.05 * found);
  }

  private static ArrayExample<MultiLabel> example(Vector features) {
    ArrayExample<MultiLabel> example = new ArrayExample<>(MultiLabelFactory.UNKNOWN_MULTILABEL);
    features.foreachNonZero(
        (index, value) -> {
          example.add(PROBLEM.featureNames()[(Integer) index], (Double) value);
          return null;
        });
    return example;
  }

  @Test
  void theSpreadOfTheRowsDoesNotMatter() {
    assertArrayEquals(
        classifier().fit(PROBLEM.frame(Sessions.local(), 1)).probabilityMap(),
        classifier().fit(PROBLEM.frame(Sessions.local(), 4)).probabilityMap());
  }

  @Test
  void modelsWithoutProbabilitiesSayHowToGetThem() {
    Dataset<Row> frame = PROBLEM.frame(Sessions.local(), 2);
    var model = new MultiLabelLinearClassifier().setMaxIter(1).fit(frame);
    assertTrue(!List.of(model.transform(frame).columns()).contains("probability"));
    assertEquals(
        "the model has no probabilities; set probabilityCol before fit",
        assertThrows(
                IllegalArgumentException.class,
                () -> model.setProbabilityCol("probability").transform(frame))
            .getMessage());
    assertEquals(
        "no rows are held out for probabilities; raise heldOut, or leave out probabilityCol",
        assertThrows(
                IllegalArgumentException.class,
                () -> classifier().setMaxIter(1).setHeldOut(1e-9).fit(frame))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> classifier().setHeldOut(1.0));
  }
}
