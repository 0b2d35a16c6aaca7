package io.github.zlpr.cli.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.experiment.Configurations;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.model.ModelFile;
import io.github.zlpr.trainer.model.WeightDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;

/**
 * A process that saves models, reports and checkpoints is killed at random moments: every file is
 * complete or absent. The system property {@code zlpr.kills} sets how often, 3 times if it is not
 * set.
 */
class KilledTest {

  private static final long LONGEST_LIFE_MILLIS = 300;

  @TempDir private Path directory;

  @Test
  void everyFileIsCompleteOrAbsent() throws Exception {
    SplittableRandom random = new SplittableRandom();
    Set<String> digests = new TreeSet<>();
    for (int kill = 0; kill < Integer.getInteger("zlpr.kills", 3); kill++) {
      Path output = directory.resolve("output");
      Process child =
          ChildJvm.start(
              ChildJvm.command(ChildJvm.java(), List.of(), Saver.class, directory.toString()),
              output);
      while (!Files.readString(output).contains("ready")) {
        assertTrue(child.isAlive(), Files.readString(output));
        Thread.sleep(5);
      }
      Thread.sleep(random.nextLong(LONGEST_LIFE_MILLIS));
      child.destroyForcibly().waitFor();
      digests.add(checkFiles(directory.resolve("out")));
    }
    assertEquals(1, digests.size(), digests.toString());
  }

  /** All but the checkpoint are there, because the first run wrote them. */
  private String checkFiles(Path out) throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertEquals(29, json.readTree(out.resolve("metrics.json").toFile()).size());
    assertTrue(json.readTree(out.resolve("provenance.json").toFile()).size() > 0);
    assertTrue(Files.readString(out.resolve("report.html")).strip().endsWith("</html>"));
    Configurations.load(out.resolve("experiment.xml"));
    Path checkpoint = out.resolve("checkpoint");
    ArffDataSource data =
        new ArffDataSource(directory.resolve("small.arff"), directory.resolve("small.xml"));
    String resumed =
        WeightDigest.of(
            new LinearMultiLabelTrainer()
                .withEpochs(20)
                .withCheckpoint(checkpoint)
                .train(new MutableDataset<>(data)));
    assertEquals(resumed, WeightDigest.of(ModelFile.load(out.resolve("model.tribuo"))));
    return resumed;
  }
}
