package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.data.ArffReader.Attribute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which attributes of an ARFF file are labels: those that Mulan's XML file or MEKA's -C names. */
final class ArffLabels {
  private static final Pattern MEKA_OPTION =
      Pattern.compile("(?:^|[\\s:])-C\\s+([+-]?\\d{1,9})\\b");

  private static final Map<String, Double> TRUTH_WORDS =
      Map.of(
          "true", 1.0, "yes", 1.0, "t", 1.0, "y", 1.0, "false", 0.0, "no", 0.0, "f", 0.0, "n", 0.0);

  private ArffLabels() {}

  /**
   * The target that a label's value stands for.
   *
   * @param text the value.
   * @return a finite number as it is, 1 or 0 for a word as true or no; NaN for anything else.
   */
  static double target(String text) {
    Double number = ArffExamples.parse(text);
    return number != null
        ? number
        : TRUTH_WORDS.getOrDefault(text.toLowerCase(Locale.ROOT), Double.NaN);
  }

  /**
   * The names of the labels.
   *
   * @param file the ARFF file.
   * @param reader has read its header.
   * @param labelsFile Mulan's XML file; null for MEKA's form.
   * @return the names.
   * @throws InvalidDataException if a label is no attribute or cannot be one in Tribuo, or all
   *     attributes are labels.
   * @throws IOException if the XML file cannot be read.
   */
  static Set<String> of(Path file, ArffReader reader, InputFile labelsFile) throws IOException {
    List<String> attributes = reader.attributes().stream().map(Attribute::name).toList();
    Path source = labelsFile == null ? file : labelsFile.path();
    Set<String> labels =
        labelsFile == null
            ? meka(file, reader.relation(), attributes)
            : MulanLabels.read(labelsFile);
    Set<String> names = new HashSet<>(attributes);
    for (String label : labels) {
      if (!names.contains(label)) {
        throw new InvalidDataException(
            source, "label '" + label + "' is not an attribute of " + file);
      }
      if (label.indexOf(',') >= 0) {
        throw new InvalidDataException(
            source, "label '" + label + "' has a comma, which Tribuo does not allow; rename it");
      }
    }
    if (labels.size() == attributes.size()) {
      throw new InvalidDataException(file, "has no attribute that is not a label");
    }
    return labels;
  }

  private static Set<String> meka(Path file, String relation, List<String> attributes) {
    Matcher option = MEKA_OPTION.matcher(relation == null ? "" : relation);
    if (!option.find()) {
      throw new InvalidDataException(
          file,
          "does not say which attributes are labels: the relation name has no -C n (MEKA), and no"
              + " XML file names them (Mulan): set labelsPath, or --labels FILE");
    }
    int size = attributes.size();
    int count = Integer.parseInt(option.group(1));
    if (count == 0 || Math.abs(count) > size) {
      throw new InvalidDataException(
          file,
          "the relation name has -C "
              + count
              + ", expected a number of labels, not 0 and at most "
              + size);
    }
    return new HashSet<>(
        count > 0 ? attributes.subList(0, count) : attributes.subList(size + count, size));
  }
}
