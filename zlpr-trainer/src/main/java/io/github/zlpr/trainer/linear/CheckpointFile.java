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
 * A file with the state of a training that is under way.
 *
 * <p>It is replaced atomically, and belongs to one training only, known by a fingerprint ({@link
 * TrainingFingerprint}). Its content has parts, each of which ends with a check sum.
 */
public final class CheckpointFile {

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final long kind;
  private final int version;
  private final byte[] fingerprint;

  /**
   * A file.
   *
   * @param file the file; its directory is created if it does not exist.
   * @param kind what the file starts with.
   * @param version the version of its content.
   * @param fingerprint the fingerprint of the training, 32 bytes.
   * @throws UncheckedIOException if the directory cannot be written to.
   */
  public CheckpointFile(Path file, long kind, int version, byte[] fingerprint) {
    this.file = file;
    this.kind = kind;
    this.version = version;
    this.fingerprint = fingerprint.clone();
    try {
      AtomicFile.requireWritable(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": checkpoints cannot be written here", e);
    }
  }

  /** Reads the content. */
  @FunctionalInterface
  public interface Reading {
    /**
     * Reads.
     *
     * @param in the content.
     * @throws IOException if it cannot be read.
     */
    void read(Input in) throws IOException;
  }

  /** Writes the content. */
  @FunctionalInterface
  public interface Writing {
    /**
     * Writes.
     *
     * @param out gets the content.
     * @throws IOException if it cannot be written.
     */
    void write(Output out) throws IOException;
  }

  /**
   * Reads the file, if there is one.
   *
   * @param reading reads its content.
   * @return whether there is one.
   * @throws IllegalStateException if the file belongs to another training or is damaged.
   * @throws UncheckedIOException if it cannot be read.
   */
  public boolean read(Reading reading) {
    if (!Files.exists(file)) {
      return false;
    }
    CRC32 crc = new CRC32();
    try (Input in =
        new Input(
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file), BUFFER), crc),
            crc)) {
      if (in.readLong() != kind || in.readInt() != version) {
        throw refused("is no checkpoint of this version");
      }
      if (!Arrays.equals(in.readNBytes(fingerprint.length), fingerprint)) {
        throw refused("belongs to a training with other data or another configuration");
      }
      reading.read(in);
      return true;
    } catch (EOFException e) {
      throw refused("is cut off");
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the checkpoint cannot be read", e);
    }
  }

  /**
   * Replaces the file.
   *
   * @param writing writes its content.
   * @throws UncheckedIOException if it cannot be written; what was there before is then still
   *     there.
   */
  public void write(Writing writing) {
    try {
      AtomicFile.write(file, temporary -> write(writing, temporary));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the checkpoint cannot be written", e);
    }
  }

  private void write(Writing writing, Path target) throws IOException {
    CRC32 crc = new CRC32();
    try (Output out =
        new Output(
            new CheckedOutputStream(
                new BufferedOutputStream(Files.newOutputStream(target), BUFFER), crc),
            crc)) {
      out.writeLong(kind);
      out.writeInt(version);
      out.write(fingerprint);
      writing.write(out);
    }
  }

  /** Deletes the file, when the training has finished. */
  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the checkpoint cannot be deleted", e);
    }
  }

  private IllegalStateException refused(String problem) {
    return new IllegalStateException(
        file + ": the file " + problem + "; delete it to start anew, or choose another checkpoint");
  }

  /** The content, to be read. */
  public final class Input extends DataInputStream {
    private final CRC32 crc;

    private Input(CheckedInputStream in, CRC32 crc) {
      super(in);
      this.crc = crc;
    }

    /**
     * Reads the number of elements of something, each of which has at least one byte.
     *
     * @return the number.
     * @throws IOException if it cannot be read.
     * @throws IllegalStateException if the file is too small for it.
     */
    public int readCount() throws IOException {
      int count = readInt();
      if (count < 0 || count > Files.size(file)) {
        throw refused("is damaged");
      }
      return count;
    }

    /**
     * Reads doubles.
     *
     * @param values get the values.
     * @throws IOException if they cannot be read.
     */
    public void readDoubles(double[] values) throws IOException {
      for (int i = 0; i < values.length; i++) {
        values[i] = readDouble();
      }
    }

    /**
     * Reads floats.
     *
     * @param values get the values.
     * @throws IOException if they cannot be read.
     */
    public void readFloats(float[] values) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(Math.min(BUFFER, values.length * Float.BYTES));
      for (int from = 0; from < values.length; from += BUFFER / Float.BYTES) {
        int count = Math.min(values.length - from, BUFFER / Float.BYTES);
        readFully(buffer.array(), 0, count * Float.BYTES);
        buffer.asFloatBuffer().get(values, from, count);
      }
    }

    /**
     * Ends a part.
     *
     * @throws IOException if it cannot be read.
     * @throws IllegalStateException if its check sum is not that of what was read.
     */
    public void endPart() throws IOException {
      long expected = crc.getValue();
      if (readLong() != expected) {
        throw refused("is damaged");
      }
    }
  }

  /** The content, to be written. */
  public static final class Output extends DataOutputStream {
    private final CRC32 crc;

    private Output(CheckedOutputStream out, CRC32 crc) {
      super(out);
      this.crc = crc;
    }

    /**
     * Writes doubles.
     *
     * @param values the values.
     * @throws IOException if they cannot be written.
     */
    public void writeDoubles(double[] values) throws IOException {
      for (double value : values) {
        writeDouble(value);
      }
    }

    /**
     * Writes floats.
     *
     * @param values the values.
     * @throws IOException if they cannot be written.
     */
    public void writeFloats(float[] values) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(Math.min(BUFFER, values.length * Float.BYTES));
      for (int from = 0; from < values.length; from += BUFFER / Float.BYTES) {
        int count = Math.min(values.length - from, BUFFER / Float.BYTES);
        buffer.asFloatBuffer().put(values, from, count);
        write(buffer.array(), 0, count * Float.BYTES);
      }
    }

    /**
     * Ends a part with its check sum.
     *
     * @throws IOException if it cannot be written.
     */
    public void endPart() throws IOException {
      writeLong(crc.getValue());
    }
  }
}
