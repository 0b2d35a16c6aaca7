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
 * The file with the state of a training that is under way: the learning rates tried, and where the
 * training with the chosen one is.
 *
 * <p>It is replaced atomically after every rate tried and every epoch and deleted when the training
 * has finished. It belongs to one training only, known by a fingerprint of configuration, data and
 * seed; the number of threads may differ.
 */
final class Checkpoint {

  private static final long MAGIC = 0x5A4C50522D4C494EL; // "ZLPR-LIN"
  private static final int VERSION = 2;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final byte[] fingerprint;
  private List<TriedRate> tried = List.of();

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
   * Reads what was tried before the training, if there is a file.
   *
   * @return the learning rates tried so far; empty if there is no file.
   * @throws IllegalStateException if the file belongs to another training or is damaged.
   * @throws UncheckedIOException if it cannot be read.
   */
  List<TriedRate> tried() {
    return Files.exists(file) ? read(null) : List.of();
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
    tried = read(state);
    return state.epoch > 0;
  }

  /** Reads the rates tried, and the state if one is wanted. */
  private List<TriedRate> read(TrainingState state) {
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
      if (Math.multiplyFull(count, cuts) > Files.size(file)) {
        throw refused("is damaged");
      }
      List<TriedRate> rates = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        double rate = in.readDouble();
        int epochs = in.readInt();
        double value = in.readDouble();
        double[] values = new double[in.readBoolean() ? cuts : 0];
        readDoubles(in, values);
        rates.add(new TriedRate(rate, epochs, value, values));
      }
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
      return rates;
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
   * Writes what was tried so far, before the training.
   *
   * @param rates the learning rates tried.
   * @throws UncheckedIOException if it cannot be written; what was there before is then still
   *     there.
   */
  void save(List<TriedRate> rates) {
    tried = List.copyOf(rates);
    write(null);
  }

  /**
   * Writes the state, with the learning rates tried before.
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
      out.writeInt(tried.size());
      out.writeInt(tried.stream().mapToInt(rate -> rate.cuts().length).max().orElse(0));
      for (TriedRate rate : tried) {
        out.writeDouble(rate.rate());
        out.writeInt(rate.epochs());
        out.writeDouble(rate.value());
        out.writeBoolean(rate.cuts().length > 0);
        writeDoubles(out, rate.cuts());
      }
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
