package io.github.zlpr.trainer.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.trainer.model.WeightDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.MutableDataset;
import org.tribuo.multilabel.MultiLabel;

class SparseCheckpointTest {

  @TempDir private Path directory;

  private static final MutableDataset<MultiLabel> DATA =
      SparseMultiLabelTrainerTest.topics(600, 30, 1);

  private static SparseMultiLabelTrainer trainer(Path checkpoint) {
    SparseMultiLabelTrainer trainer = new SparseMultiLabelTrainer();
    trainer.loggingInterval = -1;
    trainer.epochs = 5;
    trainer.threads = 1;
    trainer.checkpoint = checkpoint;
    trainer.postConfig();
    return trainer;
  }

  private static void stopAfter(int epoch, SparseMultiLabelTrainer trainer) {
    trainer.setListener(
        progress -> {
          if (progress.epoch() == epoch) {
            throw new IllegalStateException("stop");
          }
        });
    assertThrows(IllegalStateException.class, () -> trainer.train(DATA));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.2})
  void aTrainingThatWasStoppedGoesOnToTheSameBits(double validationFraction) {
    Path file = directory.resolve("new").resolve("checkpoint");
    SparseMultiLabelTrainer whole = trainer(null);
    whole.validationFraction = validationFraction;
    SparseMultiLabelTrainer stopped = trainer(file);
    stopped.validationFraction = validationFraction;
    stopAfter(3, stopped);
    assertTrue(Files.exists(file));

    List<Integer> epochs = new ArrayList<>();
    SparseMultiLabelTrainer resumed = trainer(file);
    resumed.validationFraction = validationFraction;
    resumed.threads = 2;
    resumed.setListener(progress -> epochs.add(progress.epoch()));
    String digest = WeightDigest.of(resumed.train(DATA));
    assertEquals(4, epochs.get(0));
    assertEquals(WeightDigest.of(whole.train(DATA)), digest);
    assertFalse(Files.exists(file));
  }

  @Test
  void theChoiceOfTheStepsIsKept() throws IOException {
    Path file = directory.resolve("checkpoint");
    stopAfter(1, trainer(file));
    byte[] fingerprint = Arrays.copyOfRange(Files.readAllBytes(file), 12, 44);
    StepSizes steps = new SparseCheckpoint(file, fingerprint).steps().orElseThrow();
    assertTrue(steps.rate() > 0.0);
    assertTrue(steps.labelPower() >= 0.0);
  }

  @Test
  void checkpointsOfOthersAndDamagedOnesAreRefused() throws IOException {
    Path file = directory.resolve("checkpoint");
    stopAfter(1, trainer(file));
    byte[] whole = Files.readAllBytes(file);
    SparseMultiLabelTrainer other = trainer(file);
    other.evidence = 2.0;
    assertRefused(file, "belongs to a training with other data", () -> other.train(DATA));

    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(file, "is cut off", () -> trainer(file).train(DATA));

    whole[whole.length / 2] ^= 1;
    Files.write(file, whole);
    assertRefused(file, "is damaged", () -> trainer(file).train(DATA));
  }

  private static void assertRefused(Path file, String problem, Executable training) {
    IllegalStateException exception = assertThrows(IllegalStateException.class, training);
    assertTrue(
        exception.getMessage().startsWith(file + ": the file " + problem), exception.getMessage());
  }
}
