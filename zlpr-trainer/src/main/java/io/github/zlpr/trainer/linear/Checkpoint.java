package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.AtomicFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

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
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final byte[] fingerprint;
  private Choices choices = Choices.none();

  /**
   * A checkpoint.
   *
   * @param file the file; its directory is created if it does not exist.
   * @param fingerprint the fingerprint of the training, 32 bytes.
   * @throws UncheckedIOException if the directory cannot be written to.
   */
  Checkpoint(Path file, byte[] fingerprint) {
    this.file = file;
    this.fingerprint = fingerprint;
    try {
      AtomicFile.requireWritable(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": checkpoints cannot be written here", e);
    }
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
    return Files.exists(file) ? read(null) : Choices.none();
  }

  /**
   * Reads the state, if there is a file with one.
   *
   * @param state gets the state; unchanged if no epoch was done.
   * @return whether an epoch was done.
   * @throws IllegalStateException if the file belongs to another training or is damaged.
   * @throws UncheckedIOException if it cannot be read.
   */
  boolean restore(TrainingState state) {
    if (!Files.exists(file)) {
      return false;
    }
    choices = read(state);
    return state.epoch > 0;
  }

  /** Reads the choices, and the state if one is wanted. */
  private Choices read(TrainingState state) {
    CRC32 crc = new CRC32();
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file), BUFFER), crc))) {
      if (in.readLong() != MAGIC || in.readInt() != VERSION) {
        throw refused("is no checkpoint of this version");
      }
      if (!Arrays.equals(in.readNBytes(fingerprint.length), fingerprint)) {
        throw refused("belongs to a training with other data or another configuration");
      }
      int count = in.readInt();
      int cuts = in.readInt();
      if (Math.addExact((long) count, cuts) > Files.size(file)) {
        throw refused("is damaged");
      }
      List<RateSearch.Trial> tried = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        tried.add(new RateSearch.Trial(in.readDouble(), in.readDouble()));
      }
      Cut cut = new Cut(in.readDouble(), new double[cuts]);
      readDoubles(in, cut.values());
      requireSum(in, crc);
      if (state != null && in.readBoolean()) {
        state.epoch = in.readInt();
        state.bestEpoch = in.readInt();
        state.bestMetric = in.readDouble();
        state.sums.setTotal(in.readDouble());
        readDoubles(in, state.sums.rowSums());
        readDoubles(in, state.sums.columnSums());
        readWeights(in, state.weights);
        if (state.bestWeights != null) {
          readWeights(in, state.bestWeights);
        }
        requireSum(in, crc);
      }
      return new Choices(tried, cut);
    } catch (EOFException e) {
      throw refused("is cut off");
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the checkpoint cannot be read", e);
    }
  }

  private void requireSum(DataInputStream in, CRC32 crc) throws IOException {
    long expected = crc.getValue();
    if (in.readLong() != expected) {
      throw refused("is damaged");
    }
  }

  private IllegalStateException refused(String problem) {
    return new IllegalStateException(
        file + ": the file " + problem + "; delete it to start anew, or choose another checkpoint");
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
    write(null);
  }

  /**
   * Writes the state, with the choices made before.
   *
   * @param state the state.
   * @throws UncheckedIOException if it cannot be written; the state before it is then still there.
   */
  void save(TrainingState state) {
    write(state);
  }

  private void write(TrainingState state) {
    try {
      AtomicFile.write(file, temporary -> write(state, temporary));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the checkpoint cannot be written", e);
    }
  }

  private void write(TrainingState state, Path target) throws IOException {
    CRC32 crc = new CRC32();
    try (DataOutputStream out =
        new DataOutputStream(
            new CheckedOutputStream(
                new BufferedOutputStream(Files.newOutputStream(target), BUFFER), crc))) {
      out.writeLong(MAGIC);
      out.writeInt(VERSION);
      out.write(fingerprint);
      out.writeInt(choices.tried().size());
      out.writeInt(choices.cut().values().length);
      for (RateSearch.Trial trial : choices.tried()) {
        out.writeDouble(trial.rate());
        out.writeDouble(trial.value());
      }
      out.writeDouble(choices.cut().share());
      writeDoubles(out, choices.cut().values());
      out.writeLong(crc.getValue());
      out.writeBoolean(state != null);
      if (state != null) {
        out.writeInt(state.epoch);
        out.writeInt(state.bestEpoch);
        out.writeDouble(state.bestMetric);
        out.writeDouble(state.sums.total());
        writeDoubles(out, state.sums.rowSums());
        writeDoubles(out, state.sums.columnSums());
        writeWeights(out, state.weights);
        if (state.bestWeights != null) {
          writeWeights(out, state.bestWeights);
        }
        out.writeLong(crc.getValue());
      }
    }
  }

  /** Deletes the file, when the training has finished. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the checkpoint cannot be deleted", e);
    }
  }

  private static void writeDoubles(DataOutputStream out, double[] values) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static void readDoubles(DataInputStream in, double[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
  }

  private static void writeWeights(DataOutputStream out, FeatureMajorWeights weights)
      throws IOException {
    float[] row = new float[weights.labels()];
    ByteBuffer buffer = ByteBuffer.allocate(row.length * Float.BYTES);
    for (int number = 0; number < weights.rows(); number++) {
      weights.getRow(number, row);
      buffer.asFloatBuffer().put(row);
      out.write(buffer.array());
    }
  }

  private static void readWeights(DataInputStream in, FeatureMajorWeights weights)
      throws IOException {
    float[] row = new float[weights.labels()];
    ByteBuffer buffer = ByteBuffer.allocate(row.length * Float.BYTES);
    for (int number = 0; number < weights.rows(); number++) {
      in.readFully(buffer.array());
      buffer.asFloatBuffer().get(row);
      weights.setRow(number, row);
    }
  }
}
