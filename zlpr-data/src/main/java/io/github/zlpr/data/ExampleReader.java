package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;

/**
 * Reads the examples of a file, one for each call.
 *
 * @param <E> the examples.
 */
public interface ExampleReader<E> {

  /**
   * Reads the next example.
   *
   * @return the example, or null at the end.
   * @throws InvalidDataException if the file is not what it should be.
   * @throws IOException if it cannot be read.
   */
  E next() throws IOException;
}
