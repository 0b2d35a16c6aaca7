package io.github.zlpr.data;

/** What becomes of the rows of a table that have no labels. */
enum RowsWithoutLabels {
  /** No example is made of them. */
  LEFT_OUT,
  /** They are examples without labels, if they have a feature. */
  KEPT,
  /** Every row is an example whose labels are not asked for, also one without features. */
  ALL
}
