package io.github.zlpr.data;

import java.util.Locale;

/** A table of figures as text: on each line a name, a figure and a remark. */
public final class SummaryTable {

  private final StringBuilder text = new StringBuilder();

  /** An empty table. */
  public SummaryTable() {}

  /**
   * Adds a line with a count.
   *
   * @param name what is counted.
   * @param value the count.
   * @param remark what stands behind it, may be empty.
   */
  public void add(String name, long value, String remark) {
    add(name, count(value), remark);
  }

  /**
   * Adds a line with a number, of four digits after the point, or of three in all below 0.001.
   *
   * @param name what is measured.
   * @param value the number.
   * @param remark what stands behind it, may be empty.
   */
  public void add(String name, double value, String remark) {
    add(name, String.format(Locale.ROOT, value < 0.001 ? "%.2e" : "%.4f", value), remark);
  }

  private void add(String name, String value, String remark) {
    String line = String.format(Locale.ROOT, "  %-18s%14s  %s", name, value, remark);
    text.append(line.stripTrailing()).append('\n');
  }

  /**
   * A count as the table writes it.
   *
   * @param value the count.
   * @return it with commas between the thousands.
   */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** The lines. */
  @Override
  public String toString() {
    return text.toString();
  }
}
