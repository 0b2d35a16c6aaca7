package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/**
 * A data source whose form and settings also serve for files that a model is to label: features are
 * made as for training, and labels may be there or not.
 */
public interface UnlabelledSource {

  /**
   * Reads another file in the form of this source, example by example. Each row gives an example,
   * also one without any feature; weights and labels in the file are not used.
   *
   * @param file the file.
   * @param labels the names of the model's labels: where labels are columns, those of these names
   *     are no features.
   * @return the examples in the order of the file. Its methods throw {@link InvalidDataException}
   *     at a line that is not as it should be.
   * @throws InvalidDataException if the file is missing or empty, or its beginning is not what it
   *     should be.
   */
  Iterator<Example<MultiLabel>> unlabelled(Path file, Set<String> labels);
}
