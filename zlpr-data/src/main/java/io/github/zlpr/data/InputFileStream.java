package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The content of an {@link InputFile}, which at its end is looked at once more. */
final class InputFileStream extends InputStream {
  private static final int GZIP_BUFFER = 1 << 16;

  /** A part of a read. */
  private interface Read<T> {
    T run() throws IOException;
  }

  private final InputFile file;
  private final FileChannel channel;
  private final InputStream content;

  InputFileStream(InputFile file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file.path());
    try {
      InputStream raw = Channels.newInputStream(channel);
      this.content =
          file.isCompressed() ? decompressing(() -> new GZIPInputStream(raw, GZIP_BUFFER)) : raw;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The size of the file, compressed as it is. */
  long size() throws IOException {
    return channel.size();
  }

  /** How much of the file has been read. */
  long position() throws IOException {
    return channel.position();
  }

  /**
   * Reads as {@link InputStream} says.
   *
   * @throws InvalidDataException if the compressed content is not sound, or the file was read to
   *     its end and has changed.
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = decompressing(() -> content.read(target, offset, length));
    if (count < 0) {
      file.requireUnchanged();
    }
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  private <T> T decompressing(Read<T> read) throws IOException {
    try {
      return read.run();
    } catch (EOFException e) {
      throw new InvalidDataException(file.path(), "the compressed content is cut off");
    } catch (ZipException e) {
      throw new InvalidDataException(file.path(), "is no sound gzip file: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
