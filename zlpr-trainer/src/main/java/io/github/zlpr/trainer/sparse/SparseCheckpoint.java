package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CheckpointFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file with the state of a training that is under way: the sizes of the steps, and where the
 * training with them is. The pairs are chosen anew.
 */
final class SparseCheckpoint {

  private static final long MAGIC = 0x5A4C50522D535041L; // "ZLPR-SPA"
  private static final int VERSION = 1;

  private final CheckpointFile file;
  private StepSizes steps;

  /**
   * A checkpoint.
   *
   * @param file the file; its directory is created if it does not exist.
   * @param fingerprint the fingerprint of the training, 32 bytes.
   * @throws UncheckedIOException if the directory cannot be written to.
   */
  SparseCheckpoint(Path file, byte[] fingerprint) {
    this.file = new CheckpointFile(file, MAGIC, VERSION, fingerprint);
  }

  /**
   * Reads the sizes of the steps, if there is a file.
   *
   * @return the sizes.
   * @throws IllegalStateException if the file belongs to another training or is damaged.
   * @throws UncheckedIOException if it cannot be read.
   */
  Optional<StepSizes> steps() {
    file.read(in -> steps = readSteps(in));
    return Optional.ofNullable(steps);
  }

  /**
   * Reads the state, if there is a file with one.
   *
   * @param state gets the state; unchanged if no epoch was done.
   * @throws IllegalStateException if the file belongs to another training or is damaged.
   * @throws UncheckedIOException if it cannot be read.
   */
  void restore(SparseState state) {
    file.read(
        in -> {
          steps = readSteps(in);
          if (in.readBoolean()) {
            readState(in, state);
          }
        });
  }

  private static StepSizes readSteps(CheckpointFile.Input in) throws IOException {
    StepSizes steps = new StepSizes(in.readDouble(), in.readDouble());
    in.endPart();
    return steps;
  }

  private static void readState(CheckpointFile.Input in, SparseState state) throws IOException {
    state.epochs.read(in);
    in.readDoubles(state.biasSquares);
    readWeights(in, state.weights);
    if (state.best != null) {
      readWeights(in, state.best);
    }
    in.endPart();
  }

  private static void readWeights(CheckpointFile.Input in, PairWeights weights) throws IOException {
    in.readDoubles(weights.biases);
    in.readFloats(weights.weights);
  }

  /**
   * Writes the sizes of the steps, before the training.
   *
   * @param steps the sizes.
   * @throws UncheckedIOException if it cannot be written.
   */
  void save(StepSizes steps) {
    this.steps = steps;
    file.write(
        out -> {
          writeSteps(out);
          out.writeBoolean(false);
        });
  }

  /**
   * Writes the state, with the sizes of the steps.
   *
   * @param state the state.
   * @throws UncheckedIOException if it cannot be written; the state before it is then still there.
   */
  void save(SparseState state) {
    file.write(
        out -> {
          writeSteps(out);
          out.writeBoolean(true);
          state.epochs.write(out);
          out.writeDoubles(state.biasSquares);
          writeWeights(out, state.weights);
          if (state.best != null) {
            writeWeights(out, state.best);
          }
          out.endPart();
        });
  }

  private void writeSteps(CheckpointFile.Output out) throws IOException {
    out.writeDouble(steps.rate());
    out.writeDouble(steps.labelPower());
    out.endPart();
  }

  private static void writeWeights(CheckpointFile.Output out, PairWeights weights)
      throws IOException {
    out.writeDoubles(weights.biases);
    out.writeFloats(weights.weights);
  }

  /** Deletes the file, when the training has finished. */
  void delete() {
    file.delete();
  }
}
