package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;

/** The content of an {@link InputFile}, which is looked at once more at its end. */
public final class InputFileStream extends InputStream {

  /** A part of a read. */
  private interface Read<T> {
    T run() throws IOException;
  }

  private final InputFile file;
  private final FileChannel channel;
  private final InputStream content;
  private IOException diskFault;

  InputFileStream(InputFile file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file.path());
    try {
      this.content =
          unpacking(() -> Packing.unpack(file.path(), new Disk(Channels.newInputStream(channel))));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The size of the file, packed as it is. */
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
   * @throws InvalidDataException if the packed content is not sound, or the file was read to its
   *     end and has changed.
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = unpacking(() -> content.read(target, offset, length));
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

  /** What is thrown while the disk reads well is a fault of the packed content. */
  private <T> T unpacking(Read<T> read) throws IOException {
    try {
      return read.run();
    } catch (InvalidDataException | FileSystemException e) {
      throw e;
    } catch (EOFException e) {
      throw new InvalidDataException(file.path(), "the compressed content is cut off");
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      if (diskFault != null) {
        throw diskFault;
      }
      throw new InvalidDataException(
          file.path(), "the compressed content is damaged or cut off (" + e.getMessage() + ")");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Remembers a fault of the disk, which is none of the content. */
  private final class Disk extends InputStream {
    private final InputStream in;

    Disk(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (IOException e) {
        diskFault = e;
        throw e;
      }
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }
  }
}
