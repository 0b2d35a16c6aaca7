package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/** Mulan's data sets, where they are: number of rows and labels for each row. */
class MulanDataTest {

  @ParameterizedTest
  @CsvSource({
    "emotions/emotions-train.arff, emotions/emotions.xml, 391, 1.8133",
    "scene/scene-test.arff, scene/scene.xml, 1196, 1.0861",
    "yeast/yeast-train.arff, yeast/yeast.xml, 1500, 4.2280",
    "medical/medical-train.arff, medical/medical.xml, 333, 1.2553",
    "medical/medical-test.arff, medical/medical.xml, 645, 1.2403",
    "bibtex/bibtex-test.arff, bibtex/bibtex.xml, 2515, 2.4437",
    "delicious/delicious-test.arff, delicious/delicious.xml, 3185, 18.9102",
    "corel5k/Corel5k-train-sparse.arff, corel5k/Corel5k.xml, 4500, 3.5216",
  })
  void hasTheDocumentedSizeAndCardinality(
      String arff, String xml, int examples, double cardinality) {
    Path folder = TestData.mulan();
    assumeTrue(folder != null, "Mulan's data sets are not here");
    int count = 0;
    int labels = 0;
    for (Example<MultiLabel> example :
        new ArffDataSource(folder.resolve(arff), folder.resolve(xml))) {
      count++;
      labels += example.getOutput().getNameSet().size();
    }
    assertEquals(examples, count);
    assertEquals(cardinality, (double) labels / count, 5e-5);
  }
}
