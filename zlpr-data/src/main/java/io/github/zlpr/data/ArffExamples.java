package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.data.ArffReader.Attribute;
import io.github.zlpr.data.ArffReader.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

/** Makes examples of the rows that an {@link ArffReader} reads. */
final class ArffExamples implements ExampleReader<Example<MultiLabel>> {
  private static final Logger logger = Logger.getLogger(ArffExamples.class.getName());

  private final ArffReader reader;
  private final MissingValues missing;
  private final boolean isLabelled;
  private final List<Attribute> attributes;
  private final boolean[] isLabel;
  private final boolean[] isNumber;
  private final List<Value> sparseDefaults = new ArrayList<>();
  private long rows;
  private long dropped;

  /**
   * The examples of a file.
   *
   * @param reader reads its rows.
   * @param labels the names of the attributes that are labels.
   * @param missing what to do about missing values.
   * @throws InvalidDataException if two features would have the same name, or the declared values
   *     of a label do not say whether it is set.
   */
  ArffExamples(ArffReader reader, Set<String> labels, MissingValues missing) {
    this(reader, labels, missing, true);
  }

  private ArffExamples(
      ArffReader reader, Set<String> labels, MissingValues missing, boolean isLabelled) {
    this.reader = reader;
    this.missing = missing;
    this.isLabelled = isLabelled;
    this.attributes = reader.attributes();
    this.isLabel = new boolean[attributes.size()];
    this.isNumber = new boolean[attributes.size()];
    Set<String> features = new HashSet<>();
    for (int i = 0; i < isLabel.length; i++) {
      Attribute attribute = attributes.get(i);
      isLabel[i] = labels.contains(attribute.name());
      isNumber[i] = attribute.values().stream().allMatch(value -> parse(value) != null);
      if (!isLabel[i]) {
        requireNew(i, features);
      } else if (isLabelled) {
        requireTargets(attribute);
      }
      if (!attribute.isNumeric()) {
        String first = attribute.values().get(0);
        boolean isZero = (isLabel[i] || isNumber[i]) && ArffLabels.target(first) == 0.0;
        if (!isZero) {
          sparseDefaults.add(new Value(i, first));
        }
      }
    }
  }

  /**
   * The examples of a file to be labelled: one for each row, and the attributes that are labels do
   * not count.
   *
   * @param reader reads its rows.
   * @param labels the names of the attributes that are labels, where the file has them.
   * @param missing what to do about missing values of features; no row is left out.
   * @return the examples.
   */
  static ArffExamples unlabelled(ArffReader reader, Set<String> labels, MissingValues missing) {
    ArffExamples examples =
        new ArffExamples(
            reader,
            labels,
            missing == MissingValues.REFUSE ? missing : MissingValues.OMIT_FEATURE,
            false);
    int given = 0;
    for (boolean label : examples.isLabel) {
      given += label ? 1 : 0;
    }
    if (given > 0) {
      logger.info(given + " attributes are labels of the model; their values are not used");
    }
    return examples;
  }

  private void requireTargets(Attribute label) {
    if (label.values().stream().anyMatch(value -> Double.isNaN(ArffLabels.target(value)))) {
      throw reader.fault(
          label.line(),
          "label '"
              + label.name()
              + "' is declared "
              + ArffReader.shorten(label.values().toString())
              + "; the values of a label are 0 and 1, false and true, or no and yes");
    }
  }

  private void requireNew(int attribute, Set<String> features) {
    String name = attributes.get(attribute).name();
    List<String> names =
        isNumber[attribute]
            ? List.of(name)
            : attributes.get(attribute).values().stream()
                .map(value -> category(name, value))
                .toList();
    for (String feature : names) {
      if (!features.add(feature)) {
        throw reader.fault("two features would be named '" + feature + "'; rename an attribute");
      }
    }
  }

  private static String category(String name, String value) {
    return name + "=" + value;
  }

  @Override
  public Example<MultiLabel> next() throws IOException {
    for (List<Value> row = reader.next(); row != null; row = reader.next()) {
      rows++;
      if (missing == MissingValues.DROP_EXAMPLE && isIncomplete(row)) {
        dropped++;
      } else {
        return example(reader.isSparse() ? withDefaults(row) : row);
      }
    }
    if (dropped > 0) {
      logger.info(
          String.format(
              Locale.ROOT, "left out %,d of %,d examples with missing values", dropped, rows));
      dropped = 0;
    }
    return null;
  }

  private static boolean isIncomplete(List<Value> row) {
    return row.stream().anyMatch(value -> value.text() == null);
  }

  private Example<MultiLabel> example(List<Value> row) {
    Set<Label> labels = new HashSet<>();
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Value value : row) {
      int attribute = value.attribute();
      if (isLabel[attribute] && !isLabelled) {
        continue;
      }
      if (value.text() == null) {
        requireOptional(attribute);
      } else if (isLabel[attribute]) {
        addLabel(value, labels);
      } else if (!isNumber[attribute]) {
        names.add(category(name(value), categoryOf(value)));
        values.add(1.0);
      } else {
        double number = number(value);
        if (number != 0.0 || !reader.isSparse()) {
          names.add(name(value));
          values.add(number);
        }
      }
    }
    if (names.isEmpty()) {
      addZeros(row, names, values);
    }
    Example<MultiLabel> example =
        new ArrayExample<>(
            new MultiLabel(labels),
            names.toArray(new String[0]),
            values.stream().mapToDouble(Double::doubleValue).toArray());
    example.setWeight(reader.weight());
    return example;
  }

  private void requireOptional(int attribute) {
    String name = attributes.get(attribute).name();
    if (isLabel[attribute]) {
      throw reader.fault(
          "label '"
              + name
              + "' has a missing value, so it is neither set nor not; zlpr predict -m MODEL FILE"
              + " labels such rows, with --scores all for all scores");
    }
    if (missing != MissingValues.OMIT_FEATURE) {
      throw reader.fault(
          "attribute '" + name + "' has a missing value; fill it in or set the property missing");
    }
  }

  private List<Value> withDefaults(List<Value> row) {
    if (sparseDefaults.isEmpty()) {
      return row;
    }
    Map<Integer, Value> values = new LinkedHashMap<>();
    sparseDefaults.forEach(value -> values.put(value.attribute(), value));
    row.forEach(value -> values.put(value.attribute(), value));
    return new ArrayList<>(values.values());
  }

  /** Stores the zeros of a row that has no other feature. */
  private void addZeros(List<Value> row, List<String> names, List<Double> values) {
    Set<Integer> unknown = new HashSet<>();
    for (Value value : row) {
      if (value.text() == null) {
        unknown.add(value.attribute());
      }
    }
    for (int i = 0; i < isLabel.length; i++) {
      if (!isLabel[i] && isNumber[i] && !unknown.contains(i)) {
        names.add(attributes.get(i).name());
        values.add(0.0);
      }
    }
    if (names.isEmpty() && isLabelled) {
      throw reader.fault("all features are missing, and Tribuo has no examples without features");
    }
  }

  private void addLabel(Value value, Set<Label> labels) {
    double target = ArffLabels.target(value.text());
    if (Double.isNaN(target)) {
      throw reader.fault(
          "label '"
              + name(value)
              + "' has "
              + ArffReader.shorten(value.text())
              + ", expected 0 or 1");
    }
    if (target < 0.0 || target > 1.0) {
      throw reader.fault(
          "label '" + name(value) + "' has value " + value.text() + ", expected it in [0, 1]");
    }
    if (target == 1.0) {
      labels.add(new Label(name(value)));
    } else if (target > 0.0) {
      labels.add(new Label(name(value), target));
    }
  }

  private double number(Value value) {
    Double number = parse(value.text());
    if (number == null) {
      throw reader.fault(
          "attribute '"
              + name(value)
              + "' has "
              + ArffReader.shorten(value.text())
              + ", "
              + Decimals.complaint(value.text()));
    }
    return number;
  }

  private String categoryOf(Value value) {
    List<String> categories = attributes.get(value.attribute()).values();
    if (!categories.contains(value.text())) {
      throw reader.fault(
          "attribute '"
              + name(value)
              + "' has "
              + ArffReader.shorten(value.text())
              + ", expected one of "
              + ArffReader.shorten(categories.toString()));
    }
    return value.text();
  }

  private String name(Value value) {
    return attributes.get(value.attribute()).name();
  }

  /** The finite number that a text stands for, or null. */
  static Double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    double number = Decimals.parse(bytes, 0, bytes.length);
    return Double.isFinite(number) ? number : null;
  }
}
