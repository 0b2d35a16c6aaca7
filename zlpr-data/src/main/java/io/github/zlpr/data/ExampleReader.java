package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/** Reads the examples of a file, one for each call. */
interface ExampleReader {

  /**
   * Reads the next example.
   *
   * @return the example, or null at the end.
   * @throws InvalidDataException if the file is not what it should be.
   * @throws IOException if it cannot be read.
   */
  Example<MultiLabel> next() throws IOException;
}
