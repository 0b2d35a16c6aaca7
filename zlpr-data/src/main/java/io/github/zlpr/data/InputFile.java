package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file of a data source. It has to stay the same from the first look at it to the last, so that
 * the hash in the source's provenance is that of what was read.
 *
 * <p>A file has changed when its size or its time of change has.
 */
public final class InputFile {

  /** What tells one state of a file from another. */
  private record State(long size, FileTime modified) {}

  private final Path path;
  private State first;

  /**
   * A file that nobody has looked at yet.
   *
   * @param path its path.
   */
  public InputFile(Path path) {
    this.path = path;
  }

  /**
   * Where the file is.
   *
   * @return its path.
   */
  public Path path() {
    return path;
  }

  /**
   * Looks at the file.
   *
   * @return its address.
   * @throws InvalidDataException if it is missing or has changed since the first look.
   * @throws IOException if its attributes cannot be read.
   */
  synchronized URL requireUnchanged() throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new InvalidDataException(path, "no such file");
    }
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    State now = new State(attributes.size(), attributes.lastModifiedTime());
    if (first == null) {
      first = now;
    } else if (!first.equals(now)) {
      throw new InvalidDataException(
          path,
          "changed while it was in use, from "
              + describe(first)
              + " to "
              + describe(now)
              + "; start again when it is complete");
    }
    return path.toUri().toURL();
  }

  private static String describe(State state) {
    return state.size + " bytes of " + state.modified;
  }

  /**
   * Opens the file from its beginning.
   *
   * @return its content, unpacked as {@link Packing} says.
   * @throws InvalidDataException if it is missing, has changed, or is packed in a form that is not
   *     read here.
   * @throws IOException if it cannot be read.
   */
  public InputFileStream open() throws IOException {
    requireUnchanged();
    return new InputFileStream(this);
  }
}
