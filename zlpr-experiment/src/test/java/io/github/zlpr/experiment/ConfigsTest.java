package io.github.zlpr.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.experiment.comparison.Comparison;
import io.github.zlpr.trainer.rule.SelectingModel;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the folder {@code configs}. */
class ConfigsTest {

  private static final Path CONFIGS = Path.of("../configs");

  /** Those with a text encoder are tested by its module. */
  static List<Path> configs() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files
          .filter(file -> file.toString().endsWith(".xml"))
          .filter(file -> !file.toString().endsWith("-encoder.xml"))
          .sorted()
          .toList();
    }
  }

  private static Experiment experiment(Path config, Map<String, String> overrides) {
    ConfigurationManager manager = Configurations.load(List.of(config), overrides);
    return Configurations.lookup(manager, Experiment.COMPONENT, Experiment.class);
  }

  @Test
  void thereAreConfigs() throws IOException {
    assertTrue(configs().contains(CONFIGS.resolve("wordnet.xml")));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void eachConfiguresAnExperiment(Path config) {
    if (config.endsWith("compare.xml")) {
      ConfigurationManager manager = Configurations.load(config);
      Configurations.lookup(manager, Comparison.COMPONENT, Comparison.class);
    } else {
      experiment(config, Map.of());
    }
  }

  /** A property without a default is shown as a comment. */
  @Test
  void explainedShowsEveryProperty() throws Exception {
    String text = Files.readString(CONFIGS.resolve("explained.xml"));
    Matcher component =
        Pattern.compile(
                "<component name=\"[^\"]+\" type=\"(io.github.zlpr.[^\"]+)\">(.*?)</component>",
                Pattern.DOTALL)
            .matcher(text);
    List<String> missing = new ArrayList<>();
    int found = 0;
    while (component.find()) {
      found++;
      for (Field field : Class.forName(component.group(1)).getDeclaredFields()) {
        if (field.isAnnotationPresent(Config.class)
            && !component.group(2).contains("name=\"" + field.getName() + "\"")) {
          missing.add(component.group(1) + "." + field.getName());
        }
      }
    }
    assertEquals(List.of(), missing);
    assertEquals(7, found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zlpr",
        "pairwise",
        "subset",
        "padded",
        "joint",
        "softmax",
        "weighted-bce",
        "focal",
        "bce",
        "hinge"
      })
  void everyLossTrainsByItsName(String name, @TempDir Path directory) throws IOException {
    TestData.write(directory, 300, 7);
    String arff = directory.resolve("small.arff").toString();
    String xml = directory.resolve("small.xml").toString();
    Experiment.Result result =
        experiment(
                CONFIGS.resolve("emotions.xml"),
                Map.of(
                    "trainer.objective",
                    name,
                    "train-data.path",
                    arff,
                    "train-data.labelsPath",
                    xml,
                    "test-data.path",
                    arff,
                    "test-data.labelsPath",
                    xml))
            .run();
    assertTrue(result.evaluation().value("LRAP") > 0.9, result.evaluation().toString());
    assertEquals(
        List.of("pairwise", "subset", "padded", "softmax").contains(name),
        result.model() instanceof SelectingModel);
  }

  @ParameterizedTest
  @ValueSource(strings = {"emotions", "yeast", "medical"})
  void runsOnMulansData(String name) {
    Path folder = TestData.mulan();
    assumeTrue(folder != null, "Mulan's data sets are not here");
    RankingEvaluation evaluation =
        experiment(CONFIGS.resolve(name + ".xml"), Map.of("data", folder.toString()))
            .run()
            .evaluation();
    assertTrue(evaluation.value("LRAP") > 0.7, evaluation.toString());
    assertEquals(name.equals("medical"), evaluation.unseenOccurrences() > 0);
  }
}
