package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Iterates over the examples of a file while it is read, one example ahead, and closes it at its
 * end or first fault. Where the file has changed meanwhile, that is the fault.
 *
 * @param <E> the examples.
 */
public final class ExampleIterator<E> implements Iterator<E> {

  private final InputFile file;
  private final InputFileStream stream;
  private final ExampleReader<E> reader;
  private final ReadingProgress progress;
  private E next;

  /**
   * Makes the reader of a stream.
   *
   * @param <E> the examples.
   */
  public interface Opener<E> {

    /**
     * Opens a reader, which reads the beginning of the stream.
     *
     * @param stream the content of the file.
     * @return the reader.
     * @throws IOException if the file cannot be read.
     */
    ExampleReader<E> open(InputFileStream stream) throws IOException;
  }

  /**
   * Opens a file and reads its first example.
   *
   * @param file the file.
   * @param opener makes the reader.
   * @throws InvalidDataException if the file is missing, is not what it should be or has no
   *     example.
   * @throws UncheckedIOException if it cannot be read.
   */
  public ExampleIterator(InputFile file, Opener<E> opener) {
    this.file = file;
    try {
      stream = file.open();
      progress = new ReadingProgress(file.path(), stream);
      reader = attempt(() -> opener.open(stream));
      next = attempt(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (next == null) {
      throw new InvalidDataException(file.path(), "has no examples");
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  /**
   * The next example.
   *
   * @return the example.
   * @throws InvalidDataException if the one after it cannot be read.
   * @throws UncheckedIOException if the file cannot be read.
   */
  @Override
  public E next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    E current = next;
    try {
      next = attempt(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return current;
  }

  private E read() throws IOException {
    E example = reader.next();
    if (example == null) {
      progress.end();
      stream.close();
    } else {
      progress.example();
    }
    return example;
  }

  /** Where a file has changed while it was read, that is the fault and not what was found in it. */
  private <T> T attempt(Attempt<T> attempt) throws IOException {
    try {
      return attempt.run();
    } catch (IOException | RuntimeException e) {
      next = null;
      stream.close();
      file.requireUnchanged();
      throw e;
    }
  }

  private interface Attempt<T> {
    T run() throws IOException;
  }
}
