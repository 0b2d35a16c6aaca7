package io.github.zlpr.trainer.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.trainer.data.ArffReader.Attribute;
import io.github.zlpr.trainer.data.ArffReader.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Mulan's form of multi-label data: an ARFF file, and an XML file that names the attributes which
 * are labels.
 *
 * <ul>
 *   <li>A label with value 1 is set, with value 0 it is not; a value in between is a soft target
 *       and becomes the label's score. Labels are matched by name, in whatever order the XML has
 *       them.
 *   <li>A numeric attribute is a feature of its name. A nominal attribute whose values are all
 *       numbers, as {@code {0,1}}, is read as a number; of any other, each value is a feature
 *       {@code name=value} of value 1.
 *   <li>In a sparse row a left-out attribute is 0, or the first value of a nominal attribute; zeros
 *       are not stored. A dense row keeps its zeros.
 *   <li>Tribuo has no examples without features: a sparse row of zeros stores all of them.
 *   <li>A missing value ({@code ?}) is refused.
 * </ul>
 *
 * The file is read when the source is iterated, each time anew.
 *
 * <p>Source of the format: <a href="https://mulan.sourceforge.net/format.html">Mulan</a>.
 */
public final class ArffDataSource implements ConfigurableDataSource<MultiLabel> {

  @Config(mandatory = true, description = "The ARFF file.")
  private Path path;

  @Config(mandatory = true, description = "Mulan's XML file with the names of the labels.")
  private Path labelsPath;

  private final MultiLabelFactory outputFactory = new MultiLabelFactory();

  /** Used by the OLCUT configuration system. */
  private ArffDataSource() {}

  /**
   * A data source over Mulan's two files.
   *
   * @param path the ARFF file.
   * @param labelsPath the XML file with the names of the labels.
   */
  public ArffDataSource(Path path, Path labelsPath) {
    this.path = path;
    this.labelsPath = labelsPath;
  }

  /**
   * Reads the files.
   *
   * @return the examples in the order of the file.
   * @throws InvalidDataException if a file is missing or is not what it should be.
   * @throws UncheckedIOException if a file cannot be read.
   */
  @Override
  public Iterator<Example<MultiLabel>> iterator() {
    requireFiles();
    try (ArffReader reader = new ArffReader(path)) {
      Set<String> labels = MulanLabels.read(labelsPath);
      checkLabels(labels, reader.attributes());
      RowReader rows = new RowReader(reader, labels);
      List<Example<MultiLabel>> examples = new ArrayList<>();
      for (List<Value> row = reader.next(); row != null; row = reader.next()) {
        examples.add(rows.example(row));
      }
      if (examples.isEmpty()) {
        throw new InvalidDataException(path, "has no rows after @data");
      }
      return examples.iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireFiles() {
    for (Path file : List.of(path, labelsPath)) {
      if (!Files.isRegularFile(file)) {
        throw new InvalidDataException(file, "no such file");
      }
    }
  }

  private void checkLabels(Set<String> labels, List<Attribute> attributes) {
    Set<String> names = new HashSet<>();
    attributes.forEach(attribute -> names.add(attribute.name()));
    for (String label : labels) {
      if (!names.contains(label)) {
        throw new InvalidDataException(
            labelsPath, "label '" + label + "' is not an attribute of " + path);
      }
      if (label.indexOf(',') >= 0) {
        throw new InvalidDataException(
            labelsPath,
            "label '" + label + "' has a comma, which Tribuo does not allow; rename it");
      }
    }
    if (labels.size() == attributes.size()) {
      throw new InvalidDataException(path, "has no attribute that is not a label");
    }
  }

  @Override
  public OutputFactory<MultiLabel> getOutputFactory() {
    return outputFactory;
  }

  @Override
  public DataSourceProvenance getProvenance() {
    requireFiles();
    try {
      Map<String, URL> files = new LinkedHashMap<>();
      files.put("", path.toUri().toURL());
      files.put("labels", labelsPath.toUri().toURL());
      return new FileDataSourceProvenance(this, files);
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "ArffDataSource(path=" + path + ",labelsPath=" + labelsPath + ")";
  }

  /** Turns rows into examples. */
  private static final class RowReader {

    private final ArffReader reader;
    private final List<Attribute> attributes;
    private final boolean[] isLabel;
    private final boolean[] isNumber;
    private final List<Value> sparseDefaults = new ArrayList<>();

    RowReader(ArffReader reader, Set<String> labels) {
      this.reader = reader;
      this.attributes = reader.attributes();
      this.isLabel = new boolean[attributes.size()];
      this.isNumber = new boolean[attributes.size()];
      for (int i = 0; i < isLabel.length; i++) {
        Attribute attribute = attributes.get(i);
        isLabel[i] = labels.contains(attribute.name());
        isNumber[i] = attribute.values().stream().allMatch(value -> parse(value) != null);
        if (!attribute.isNumeric()) {
          String first = attribute.values().get(0);
          Double number = isNumber[i] ? parse(first) : null;
          if (number == null || number != 0.0) {
            sparseDefaults.add(new Value(i, first));
          }
        }
      }
    }

    Example<MultiLabel> example(List<Value> row) {
      Set<Label> labels = new HashSet<>();
      List<String> names = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (Value value : reader.isSparse() ? withDefaults(row) : row) {
        Attribute attribute = attributes.get(value.attribute());
        if (isLabel[value.attribute()]) {
          addLabel(attribute, target(value), labels);
        } else if (!isNumber[value.attribute()]) {
          names.add(attribute.name() + "=" + category(attribute, value));
          values.add(1.0);
        } else {
          double number = number(value);
          if (number != 0.0 || !reader.isSparse()) {
            names.add(attribute.name());
            values.add(number);
          }
        }
      }
      if (names.isEmpty()) {
        addZeros(names, values);
      }
      return new ArrayExample<>(
          new MultiLabel(labels),
          names.toArray(new String[0]),
          values.stream().mapToDouble(Double::doubleValue).toArray());
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

    private void addZeros(List<String> names, List<Double> values) {
      for (int i = 0; i < isLabel.length; i++) {
        if (!isLabel[i] && isNumber[i]) {
          names.add(attributes.get(i).name());
          values.add(0.0);
        }
      }
    }

    private static void addLabel(Attribute attribute, double target, Set<Label> labels) {
      if (target == 1.0) {
        labels.add(new Label(attribute.name()));
      } else if (target > 0.0) {
        labels.add(new Label(attribute.name(), target));
      }
    }

    private double target(Value value) {
      double target = number(value);
      if (target < 0.0 || target > 1.0) {
        throw reader.fault(
            "label '" + name(value) + "' has value " + value.text() + ", expected it in [0, 1]");
      }
      return target;
    }

    private double number(Value value) {
      if (value.text().equals("?")) {
        throw reader.fault("attribute '" + name(value) + "' has a missing value; fill it in");
      }
      Double number = parse(value.text());
      if (number == null) {
        throw reader.fault(
            "attribute '"
                + name(value)
                + "' has "
                + ArffReader.shorten(value.text())
                + ", expected a finite number");
      }
      return number;
    }

    private String category(Attribute attribute, Value value) {
      if (!attribute.values().contains(value.text())) {
        throw reader.fault(
            "attribute '"
                + name(value)
                + "' has "
                + ArffReader.shorten(value.text())
                + ", expected one of "
                + attribute.values());
      }
      return value.text();
    }

    private String name(Value value) {
      return attributes.get(value.attribute()).name();
    }

    /** The finite number that a text stands for, or null. */
    private static Double parse(String text) {
      if (text.isEmpty() || Character.isLetter(text.charAt(text.length() - 1))) {
        return null;
      }
      try {
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? number : null;
      } catch (NumberFormatException e) {
        return null;
      }
    }
  }
}
