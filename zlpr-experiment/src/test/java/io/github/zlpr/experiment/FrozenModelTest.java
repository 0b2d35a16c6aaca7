package io.github.zlpr.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.zlpr.trainer.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/** The model of a release: it loads, predicts and is reproduced from then on. Never replace it. */
class FrozenModelTest {

  private static final Path FOLDER = Path.of("src/test/resources/frozen/1.0");

  @TempDir private Path directory;

  private static Model<MultiLabel> model() {
    return ModelFile.load(FOLDER.resolve("model.tribuo"));
  }

  @Test
  void predictsTheFrozenScores() throws IOException {
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(Reproduction.of(model(), FOLDER).configuration());
    Experiment experiment = Configurations.lookup(manager, Experiment.COMPONENT, Experiment.class);
    Path scores = directory.resolve("scores.csv");
    ScoreFile.write(scores, model(), listener -> experiment.evaluate(model(), listener));
    assertEquals(Files.readString(FOLDER.resolve("scores.csv")), Files.readString(scores));
  }

  @Test
  void isReproduced() {
    ReproductionResult result = Reproduction.of(model(), FOLDER).run();
    assertTrue(result.identical(), result.toText());
    assertEquals(24, result.findings().stream().filter(f -> f.part().equals("metrics")).count());
  }
}
