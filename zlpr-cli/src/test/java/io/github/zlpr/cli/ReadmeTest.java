package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.SplitDataSource;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.loss.ZLPR;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;

/** The README's Java example is this code, and it works. */
class ReadmeTest {

  @Test
  void exampleWorks(@TempDir Path directory) throws IOException {
    ArffDataSource source = TestData.write(directory, 300, 7);
    Path modelFile = directory.resolve("model.tribuo");
    // README
    var train = new MutableDataset<>(new SplitDataSource(source, 0.7, 1L, "train"));
    var test = new MutableDataset<>(new SplitDataSource(source, 0.7, 1L, "test"));
    var trainer = new LinearSGDTrainer(new ZLPR(), new AdaGrad(0.5, 0.1), 5, 1L);
    Model<MultiLabel> model = trainer.train(train);

    RankingEvaluation evaluation = new RankingEvaluator(1, 3, 5).evaluate(model, test);
    System.out.println(evaluation);
    double lrap = evaluation.value("LRAP");
    model.serializeToFile(modelFile);
    // README
    assertTrue(lrap > 0.8, "LRAP " + lrap);
  }

  @Test
  void exampleIsInTheReadme() throws IOException {
    List<String> blocks = blocks(Files.readString(Path.of("../README.md")), "```java\n(.*?)```");
    List<String> code =
        blocks(
            Files.readString(Path.of("src/test/java/io/github/zlpr/trainer/ReadmeTest.java")),
            "    // README\n(.*?)    // README\n");
    assertEquals(code.get(0).replaceAll("(?m)^    ", ""), blocks.get(0));
  }

  private static List<String> blocks(String text, String regex) {
    Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
    return matcher.results().map(result -> result.group(1)).toList();
  }
}
