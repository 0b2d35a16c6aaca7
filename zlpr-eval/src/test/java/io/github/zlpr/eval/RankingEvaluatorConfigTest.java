package io.github.zlpr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingEvaluatorConfigTest {

  private static ConfigurationManager fromXml() {
    return new ConfigurationManager(RankingEvaluatorConfigTest.class.getResource("evaluator.xml"));
  }

  private static List<String> metricNames(RankingEvaluator evaluator) {
    return List.copyOf(
        evaluator.evaluate(TestData.model(), TestData.source(5, 3)).metrics().keySet());
  }

  @Test
  void cutoffsAreReadFromXml() {
    RankingEvaluator evaluator = (RankingEvaluator) fromXml().lookup("evaluator");
    assertEquals(
        List.of(
            "LRAP",
            "RankingLoss",
            "OneError",
            "Coverage",
            "P@2",
            "P@10",
            "R@2",
            "R@10",
            "nDCG@2",
            "nDCG@10",
            "PSP@2",
            "PSP@10",
            "PSnDCG@2",
            "PSnDCG@10",
            "MicroAUC",
            "MacroAUC",
            "MicroAP",
            "MacroAP",
            "MicroF1",
            "MacroF1",
            "SamplesF1",
            "Jaccard",
            "SubsetAccuracy",
            "HammingLoss"),
        metricNames(evaluator));
  }

  @Test
  void defaultCutoffsAreThoseOfTheConstructor() {
    RankingEvaluator evaluator = (RankingEvaluator) fromXml().lookup("default");
    assertEquals(metricNames(new RankingEvaluator()), metricNames(evaluator));
    assertEquals(metricNames(new RankingEvaluator(1, 3, 5)), metricNames(evaluator));
  }

  @Test
  void settingsSurviveProvenanceAndXml(@TempDir Path directory) throws IOException {
    RankingEvaluator evaluator = (RankingEvaluator) fromXml().lookup("evaluator");
    RankingEvaluation evaluation = evaluator.evaluate(TestData.model(), TestData.source(5, 3));
    List<ConfigurationData> configuration =
        ProvenanceUtil.extractConfiguration(evaluation.getEvaluatorProvenance());
    ConfigurationManager rebuilt = new ConfigurationManager();
    rebuilt.addConfiguration(configuration);
    String name = configuration.get(0).getName();
    assertEquals(
        evaluator.getProvenance(), ((RankingEvaluator) rebuilt.lookup(name)).getProvenance());

    File file = directory.resolve("rebuilt.xml").toFile();
    rebuilt.save(file);
    RankingEvaluator reread =
        (RankingEvaluator) new ConfigurationManager(file.toString()).lookup(name);
    assertEquals(evaluator.getProvenance(), reread.getProvenance());
    assertEquals(metricNames(evaluator), metricNames(reread));
  }

  @Test
  void badCutoffsAreRefused() {
    for (int[] k : new int[][] {{}, {0}, {1, -2}, {3, 1, 3}}) {
      PropertyException exception =
          assertThrows(PropertyException.class, () -> new RankingEvaluator(k));
      assertEquals("k", exception.getProperty());
      assertEquals(
          "k must be one or more different cutoffs of at least 1, found " + Arrays.toString(k),
          exception.getMsg());
    }
    assertThrows(PropertyException.class, () -> fromXml().lookup("twice"));
  }

  @Test
  void cutoffsOfTheCallerMayChangeLater() {
    int[] k = {2};
    RankingEvaluator evaluator = new RankingEvaluator(k);
    k[0] = 7;
    assertEquals(new RankingEvaluator(2).getProvenance(), evaluator.getProvenance());
  }
}
