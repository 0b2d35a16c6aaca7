package io.github.zlpr.trainer.linear;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file with the state of a training that is under way: the learning rates tried, the cut found,
 * and where the training with the chosen rate is.
 *
 * <p>It is replaced atomically after every choice and every epoch and deleted when the training has
 * finished. It belongs to one training only, known by a fingerprint of configuration, data and
 * seed; the number of threads may differ.
 */
final class Checkpoint {

  private static final long MAGIC = 0x5A4C50522D4C494EL; // "ZLPR-LIN"
  private static final int VERSION = 3;

  private final CheckpointFile file;
  private Choices choices = Choices.none();

  /**
   * A checkpoint.
   *
   * @param file the file; its directory is created if it does not exist.
   * @param fingerprint the fingerprint of the training, 32 bytes.
   * @throws UncheckedIOException if the directory cannot be written to.
   */
  Checkpoint(Path file, byte[] fingerprint) {
    this.file = new CheckpointFile(file, MAGIC, VERSION, fingerprint);
  }

  /**
   * What was tried and chosen before the training.
   *
   * @param tried the learning rates tried.
   * @param cut the cut found, or the rule of the loss if none was found yet.
   */
  record Choices(List<RateSearch.Trial> tried, Cut cut) {
    Choices {
      tried = List.copyOf(tried);
    }

    static Choices none() {
      return new Choices(List.of(), Cut.NONE);
    }
  }

  /**
   * Reads what was tried and chosen before the training, if there is a file.
   *
   * @return the choices so far; none if there is no file.
   * @throws IllegalStateException if the file belongs to another training or is damaged.
   * @throws UncheckedIOException if it cannot be read.
   */
  Choices choices() {
    file.read(in -> choices = readChoices(in));
    return choices;
  }

  /**
   * Reads the state, if there is a file with one.
   *
   * @param state gets the state; unchanged if no epoch was done.
   * @throws IllegalStateException if the file belongs to another training or is damaged.
   * @throws UncheckedIOException if it cannot be read.
   */
  void restore(TrainingState state) {
    file.read(
        in -> {
          choices = readChoices(in);
          if (in.readBoolean()) {
            readState(in, state);
          }
        });
  }

  private static Choices readChoices(CheckpointFile.Input in) throws IOException {
    int count = in.readCount();
    int cuts = in.readCount();
    List<RateSearch.Trial> tried = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tried.add(new RateSearch.Trial(in.readDouble(), in.readDouble()));
    }
    Cut cut = new Cut(in.readDouble(), new double[cuts]);
    in.readDoubles(cut.values());
    in.endPart();
    return new Choices(tried, cut);
  }

  private static void readState(CheckpointFile.Input in, TrainingState state) throws IOException {
    state.epochs.read(in);
    state.sums.setTotal(in.readDouble());
    in.readDoubles(state.sums.rowSums());
    in.readDoubles(state.sums.columnSums());
    readWeights(in, state.weights);
    if (state.bestWeights != null) {
      readWeights(in, state.bestWeights);
    }
    in.endPart();
  }

  /**
   * Writes what was tried and chosen so far, before the training.
   *
   * @param choices the choices.
   * @throws UncheckedIOException if it cannot be written; what was there before is then still
   *     there.
   */
  void save(Choices choices) {
    this.choices = choices;
    file.write(
        out -> {
          writeChoices(out);
          out.writeBoolean(false);
        });
  }

  /**
   * Writes the state, with the choices made before.
   *
   * @param state the state.
   * @throws UncheckedIOException if it cannot be written; the state before it is then still there.
   */
  void save(TrainingState state) {
    file.write(
        out -> {
          writeChoices(out);
          out.writeBoolean(true);
          writeState(out, state);
        });
  }

  private void writeChoices(CheckpointFile.Output out) throws IOException {
    out.writeInt(choices.tried().size());
    out.writeInt(choices.cut().values().length);
    for (RateSearch.Trial trial : choices.tried()) {
      out.writeDouble(trial.rate());
      out.writeDouble(trial.value());
    }
    out.writeDouble(choices.cut().share());
    out.writeDoubles(choices.cut().values());
    out.endPart();
  }

  private static void writeState(CheckpointFile.Output out, TrainingState state)
      throws IOException {
    state.epochs.write(out);
    out.writeDouble(state.sums.total());
    out.writeDoubles(state.sums.rowSums());
    out.writeDoubles(state.sums.columnSums());
    writeWeights(out, state.weights);
    if (state.bestWeights != null) {
      writeWeights(out, state.bestWeights);
    }
    out.endPart();
  }

  /** Deletes the file, when the training has finished. */
  void delete() {
    file.delete();
  }

  private static void writeWeights(CheckpointFile.Output out, FeatureMajorWeights weights)
      throws IOException {
    float[] row = new float[weights.labels()];
    for (int number = 0; number < weights.rows(); number++) {
      weights.getRow(number, row);
      out.writeFloats(row);
    }
  }

  private static void readWeights(CheckpointFile.Input in, FeatureMajorWeights weights)
      throws IOException {
    float[] row = new float[weights.labels()];
    for (int number = 0; number < weights.rows(); number++) {
      in.readFloats(row);
      weights.setRow(number, row);
    }
  }
}
