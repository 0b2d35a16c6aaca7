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
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The file with the state of a training that is under way.
 *
 * <p>It is replaced atomically after every epoch and deleted when the training has finished. It
 * belongs to one training only, known by a fingerprint of configuration, data and seed; the number
 * of threads may differ.
 */
final class Checkpoint {

  private static final long MAGIC = 0x5A4C50522D4C494EL; // "ZLPR-LIN"
  private static final int VERSION = 1;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final byte[] fingerprint;

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
   * Reads the state, if there is a file.
   *
   * @param state gets the state; unchanged if there is no file.
   * @return whether there was a file.
   * @throws IllegalStateException if the file belongs to another training or is damaged.
   * @throws UncheckedIOException if it cannot be read.
   */
  boolean restore(TrainingState state) {
    if (!Files.exists(file)) {
      return false;
    }
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
      long expected = crc.getValue();
      if (in.readLong() != expected) {
        throw refused("is damaged");
      }
    } catch (EOFException e) {
      throw refused("is cut off");
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the checkpoint cannot be read", e);
    }
    return true;
  }

  private IllegalStateException refused(String problem) {
    return new IllegalStateException(
        file + ": the file " + problem + "; delete it to start anew, or choose another checkpoint");
  }

  /**
   * Writes the state.
   *
   * @param state the state.
   * @throws UncheckedIOException if it cannot be written; the state before it is then still there.
   */
  void save(TrainingState state) {
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
