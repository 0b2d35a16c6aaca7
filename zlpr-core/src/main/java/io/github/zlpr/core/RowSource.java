package io.github.zlpr.core;

import org.tribuo.DataSource;
import org.tribuo.multilabel.MultiLabel;

/** A data source that gives its examples as compressed rows without making any of them. */
public interface RowSource extends DataSource<MultiLabel> {

  /**
   * Reads the source.
   *
   * @return the examples that iterating over the source gives.
   */
  CompressedDataset readRows();
}
