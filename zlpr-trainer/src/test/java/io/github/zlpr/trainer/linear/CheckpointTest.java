package io.github.zlpr.trainer.linear;

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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

final class CheckpointTest {

  private static final int EPOCHS = 8;

  @TempDir private Path directory;

  private static LinearMultiLabelTrainer trainer() {
    return new LinearMultiLabelTrainer()
        .withLearningRate(0.2)
        .withEpochs(EPOCHS)
        .withThreads(2)
        .withLoggingInterval(-1)
        .withL2(1e-4);
  }

  private static Dataset<MultiLabel> data() {
    return LinearData.sparse(200, 150, 11);
  }

  private static String digest(LinearMultiLabelTrainer trainer) {
    return WeightDigest.of((LinearSGDModel) trainer.train(data()));
  }

  /** A run to be killed: it stops for ever after the third epoch. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      trainer()
          .withCheckpoint(Path.of(arguments[0]))
          .withValidationFraction(Double.parseDouble(arguments[1]))
          .withListener(
              progress -> {
                if (progress.epoch() == 3) {
                  System.out.println("three");
                  while (true) {
                    Thread.onSpinWait();
                  }
                }
              })
          .train(data());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.2})
  void aKilledRunGoesOnToTheSameBits(double validationFraction) throws Exception {
    Path file = directory.resolve("new").resolve("checkpoint");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file.toString(),
                Double.toString(validationFraction))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = child.inputReader()) {
      assertEquals("three", output.readLine());
    } finally {
      child.destroyForcibly();
    }
    assertTrue(child.waitFor(1, TimeUnit.MINUTES));
    assertTrue(Files.exists(file));

    List<Integer> epochs = new ArrayList<>();
    LinearMultiLabelTrainer resumed =
        trainer()
            .withCheckpoint(file)
            .withValidationFraction(validationFraction)
            .withThreads(1)
            .withListener(progress -> epochs.add(progress.epoch()));
    String digest = digest(resumed);
    assertEquals(4, epochs.get(0));
    assertEquals(digest(trainer().withValidationFraction(validationFraction)), digest);
    assertFalse(Files.exists(file));
  }

  @Test
  void earlyStoppingGoesOnToTheSameEpoch() {
    Path file = directory.resolve("checkpoint");
    LinearMultiLabelTrainer trainer =
        trainer().withEpochs(100).withValidationFraction(0.2).withLearningRate(3.0).withPatience(2);
    List<Integer> expected = epochs(trainer);
    assertTrue(expected.size() < 100);
    stopAfter(expected.size() - 1, trainer.withCheckpoint(file));
    assertEquals(List.of(expected.size()), epochs(trainer.withCheckpoint(file)));
  }

  private static List<Integer> epochs(LinearMultiLabelTrainer trainer) {
    List<Integer> epochs = new ArrayList<>();
    trainer.withListener(progress -> epochs.add(progress.epoch())).train(data());
    return epochs;
  }

  private static void stopAfter(int epoch, LinearMultiLabelTrainer trainer) {
    LinearMultiLabelTrainer stopping =
        trainer.withListener(
            progress -> {
              if (progress.epoch() == epoch) {
                throw new IllegalStateException("stop");
              }
            });
    assertThrows(IllegalStateException.class, () -> stopping.train(data()));
  }

  @Test
  void refusesTheCheckpointOfAnotherTraining() {
    Path file = directory.resolve("checkpoint");
    stopAfter(1, trainer().withCheckpoint(file));
    String problem = "belongs to a training with other data or another configuration";
    assertRefused(
        file, problem, () -> trainer().withLearningRate(0.1).withCheckpoint(file).train(data()));
    assertRefused(file, problem, () -> trainer().withSeed(2).withCheckpoint(file).train(data()));
    assertRefused(
        file, problem, () -> trainer().withCheckpoint(file).train(LinearData.sparse(200, 150, 12)));
    assertTrue(Files.exists(file));
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    Path file = directory.resolve("checkpoint");
    stopAfter(1, trainer().withCheckpoint(file));
    byte[] whole = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(file, "is cut off", () -> trainer().withCheckpoint(file).train(data()));

    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    Files.write(file, flipped);
    assertRefused(file, "is damaged", () -> trainer().withCheckpoint(file).train(data()));

    Files.writeString(file, "something else entirely");
    assertRefused(file, "is no checkpoint", () -> trainer().withCheckpoint(file).train(data()));
  }

  private static void assertRefused(Path file, String problem, Executable training) {
    IllegalStateException exception = assertThrows(IllegalStateException.class, training);
    assertTrue(
        exception.getMessage().startsWith(file + ": the file " + problem), exception.getMessage());
  }
}
