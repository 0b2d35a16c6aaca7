package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;

/** The Java of docs/spark.md is this code, and it works. */
class DocsTest {

  @Test
  void theExampleWorks(@TempDir Path directory) throws IOException {
    Problem problem = Problem.random(150, 12, 11, 5);
    Dataset<Row> frame = problem.frame(Sessions.local(), 2);
    String[] featureNames = problem.featureNames();
    String[] labelNames = problem.labelNames();
    Path modelFile = directory.resolve("model.tribuo");
    // begin
    MultiLabelLinearClassifier classifier =
        new MultiLabelLinearClassifier().setObjective("ZLPR(threshold=0.5)");
    MultiLabelLinearClassificationModel model = classifier.fit(frame);
    model.toTribuo(featureNames, labelNames).serializeToFile(modelFile);
    // end
    assertEquals(labelNames.length, Model.deserializeFromFile(modelFile).getOutputIDInfo().size());
  }

  @Test
  void theExamplesAreInTheDocument() throws IOException {
    String document = Files.readString(Path.of("../docs/spark.md"));
    for (String file : List.of("DocsTest.java", "example/TextLabels.java")) {
      List<String> lines =
          Files.readAllLines(Path.of("src/test/java/io/github/zlpr/spark/" + file));
      String code =
          lines.subList(lines.indexOf("    // begin") + 1, lines.indexOf("    // end")).stream()
              .map(line -> line.isEmpty() ? line : line.substring(4))
              .collect(Collectors.joining("\n"));
      assertTrue(document.contains("\n" + code + "\n```"), code);
    }
  }
}
