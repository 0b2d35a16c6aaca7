package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels as strings, to indices and back. */
class LabelArrayIndexerTest {

  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("tags", DataTypes.createArrayType(DataTypes.StringType));

  private static Dataset<Row> frame(String[]... rows) {
    List<Row> all = new java.util.ArrayList<>();
    for (String[] row : rows) {
      all.add(RowFactory.create(all.size(), row));
    }
    return Sessions.local().createDataFrame(all, SCHEMA).repartition(2);
  }

  private static String[] row(String... labels) {
    return labels;
  }

  private static Dataset<Row> tags() {
    return frame(
        row("b", "c", "b"), row("a", "c"), row("c"), row(), null, row("b", null), row("d"));
  }

  private static LabelArrayIndexer indexer() {
    return new LabelArrayIndexer().setInputCol("tags").setOutputCol("indices");
  }

  private static List<List<Double>> indices(Dataset<Row> frame) {
    return frame.orderBy("id").collectAsList().stream()
        .map(row -> row.<Double>getList(row.fieldIndex("indices")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "frequencyDesc, c b a d",
    "frequencyAsc, a d b c",
    "alphabetDesc, d c b a",
    "alphabetAsc, a b c d"
  })
  void labelsAreInTheOrderOfStringIndexer(String order, String expected) {
    assertArrayEquals(
        expected.split(" "), indexer().setStringOrderType(order).fit(tags()).labels());
  }

  @Test
  void indicesAreIncreasingAndNoneOccursTwice() {
    Dataset<Row> frame = frame(row("b", "c", "b"), row("a", "c"), row());
    assertEquals(
        List.of(List.of(0.0, 1.0), List.of(0.0, 2.0), List.of()),
        indices(
            new LabelArrayIndexerModel(row("c", "b", "a"))
                .setInputCol("tags")
                .setOutputCol("indices")
                .transform(frame)));
  }

  @Test
  void rowsWithUnknownLabelsAreRefusedSkippedOrKept() {
    LabelArrayIndexerModel model = indexer().fit(frame(row("a", "b"), row("a")));
    Dataset<Row> frame = frame(row("b", "x"), row("a"), null, row("y", null, "z"), row());
    for (String[] bad : new String[][] {row("b", "x"), null, row("a", null)}) {
      Throwable cause =
          assertThrows(Exception.class, () -> model.transform(frame(bad)).collectAsList());
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      assertEquals(
          (bad == null
                  ? "the array of labels is null"
                  : bad[1] == null ? "a label is null" : "label 'x' was not there in fit")
              + "; set handleInvalid to skip to leave such rows out, or to keep",
          cause.getMessage());
    }
    assertEquals(
        List.of(List.of(0.0), List.of()), indices(model.setHandleInvalid("skip").transform(frame)));
    Dataset<Row> kept = model.setHandleInvalid("keep").transform(frame);
    assertEquals(
        List.of(List.of(1.0, 2.0), List.of(0.0), List.of(2.0), List.of(2.0), List.of()),
        indices(kept));
    assertArrayEquals(
        row("a", "b", "__unknown"), ColumnLabels.of(kept.schema().apply("indices")).names());
  }

  @Test
  void namesComeBack() {
    Dataset<Row> indexed = indexer().setHandleInvalid("keep").fit(tags()).transform(tags());
    IndexToLabelArray inverse =
        new IndexToLabelArray().setInputCol("indices").setOutputCol("names");
    assertEquals(
        List.of(
            List.of("c", "b"),
            List.of("c", "a"),
            List.of("c"),
            List.of(),
            List.of("__unknown"),
            List.of("b", "__unknown"),
            List.of("d")),
        inverse.transform(indexed).orderBy("id").collectAsList().stream()
            .map(row -> row.<String>getList(row.fieldIndex("names")))
            .toList());
    Dataset<Row> named = inverse.setLabels(row("0", "1", "2", "3", "4")).transform(indexed);
    assertEquals(
        List.of("0", "1"), named.orderBy("id").first().getList(named.schema().fieldIndex("names")));
    Dataset<Row> few = inverse.setLabels(row("0")).transform(indexed);
    assertTrue(
        assertThrows(Exception.class, few::collectAsList)
            .toString()
            .contains("is not a whole number in [0, 1)"));
    assertEquals(
        "column numbers has no labels in its metadata; set the parameter labels",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new IndexToLabelArray()
                        .setInputCol("numbers")
                        .transform(indexed.selectExpr("array(0, 1) as numbers")))
            .getMessage());
  }

  @Test
  void everythingIsSaved(@TempDir Path directory) throws IOException {
    LabelArrayIndexer indexer =
        indexer().setHandleInvalid("keep").setStringOrderType("alphabetDesc");
    String path = directory.resolve("indexer").toString();
    indexer.write().save(path);
    assertEquals(indexer.explainParams(), LabelArrayIndexer.load(path).explainParams());
    LabelArrayIndexerModel model = indexer.fit(tags());
    model.write().save(directory.resolve("model").toString());
    LabelArrayIndexerModel loaded =
        LabelArrayIndexerModel.load(directory.resolve("model").toString());
    assertEquals(model.explainParams(), loaded.explainParams());
    assertArrayEquals(model.labels(), loaded.labels());
    assertEquals(indices(model.transform(tags())), indices(loaded.transform(tags())));
    IndexToLabelArray inverse = new IndexToLabelArray().setLabels(row("x", "y")).setInputCol("i");
    inverse.write().save(directory.resolve("inverse").toString());
    IndexToLabelArray again = IndexToLabelArray.load(directory.resolve("inverse").toString());
    assertArrayEquals(row("x", "y"), again.getOrDefault(again.labels()));
    assertEquals("i", again.getOrDefault(again.inputCol()));
  }

  @Test
  void wrongColumnsAreRefused() {
    assertEquals(
        "column tags has no labels, expected 1 to 1,000,000 different ones",
        assertThrows(IllegalArgumentException.class, () -> indexer().fit(frame(row(), null)))
            .getMessage());
    assertEquals(
        "Column id must be an array of strings or numbers, but was actually of type int.",
        assertThrows(IllegalArgumentException.class, () -> indexer().setInputCol("id").fit(tags()))
            .getMessage());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> indexer().setOutputCol("id").fit(tags()))
            .getMessage()
            .contains("id already exists"));
    assertEquals(
        "label name 'a' occurs twice",
        assertThrows(
                IllegalArgumentException.class, () -> new LabelArrayIndexerModel(row("a", "a")))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> indexer().setStringOrderType("random"));
    assertThrows(IllegalArgumentException.class, () -> indexer().setHandleInvalid("ignore"));
  }

  @Test
  void dataWithoutLabelsPassThrough() {
    LabelArrayIndexerModel model = indexer().fit(tags());
    Dataset<Row> unlabelled = tags().drop("tags");
    assertArrayEquals(new String[] {"id"}, model.transform(unlabelled).columns());
    assertArrayEquals(new String[] {"id"}, model.transformSchema(unlabelled.schema()).fieldNames());
  }

  @Test
  void numbersAreTakenAsStrings() {
    Dataset<Row> numbers = tags().selectExpr("id", "array(7, 10) as tags");
    assertArrayEquals(row("10", "7"), indexer().fit(numbers).labels());
    assertEquals(
        Arrays.asList(0.0, 1.0), indices(indexer().fit(numbers).transform(numbers)).get(0));
  }
}
