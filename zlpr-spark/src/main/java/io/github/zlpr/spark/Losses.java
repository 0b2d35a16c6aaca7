package io.github.zlpr.spark;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import io.github.zlpr.loss.MultiLabelLoss;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Losses as text, which is what a Spark {@code Param} can save: the name of the class, and the
 * properties that are not at their default, as in {@code ZLPR} or {@code
 * PaddedSubsetSoftmax(maxLabels=3,threshold=0.5)}.
 */
final class Losses {

  private static final String PACKAGE = MultiLabelLoss.class.getPackageName() + ".";
  private static final Pattern TEXT = Pattern.compile("([\\p{Alnum}_.$]+)(?:\\((.*)\\))?");
  private static final Pattern PROPERTY =
      Pattern.compile("\\s*(\\w+)=(?:\\[([^\\]]*)\\]|([^,\\[\\]]+))\\s*(?:,|$)");

  private Losses() {}

  /**
   * Makes the loss that a text names.
   *
   * @param text the text; a class outside {@code io.github.zlpr.loss} by its full name.
   * @return the loss.
   * @throws IllegalArgumentException if there is no such loss, or a property is unknown or out of
   *     its range.
   */
  static MultiLabelLoss parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw refused(text, "expected a class and its properties, as ZLPR(threshold=0.5)");
    }
    String name = matcher.group(1);
    String className = name.contains(".") ? name : PACKAGE + name;
    try {
      Class<?> type = Class.forName(className, false, loader());
      if (!MultiLabelLoss.class.isAssignableFrom(type)) {
        throw refused(text, className + " is no MultiLabelLoss");
      }
      ConfigurationManager manager = new ConfigurationManager();
      manager.addConfiguration(
          List.of(new ConfigurationData(name, className, properties(text, matcher.group(2)))));
      return (MultiLabelLoss) manager.lookup(name);
    } catch (ClassNotFoundException e) {
      throw refused(text, "there is no class " + className);
    } catch (PropertyException e) {
      throw refused(text, e.getMessage());
    }
  }

  /** The class loader of the thread is the one that knows the jars of the user. */
  private static ClassLoader loader() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread == null ? Losses.class.getClassLoader() : ofThread;
  }

  private static Map<String, Property> properties(String text, String list) {
    Map<String, Property> properties = new HashMap<>();
    if (list == null || list.isBlank()) {
      return properties;
    }
    Matcher matcher = PROPERTY.matcher(list);
    int end = 0;
    while (end < list.length() && matcher.find() && matcher.start() == end) {
      String array = matcher.group(2);
      properties.put(
          matcher.group(1),
          array == null
              ? new SimpleProperty(matcher.group(3).trim())
              : new ListProperty(
                  Arrays.stream(array.split(","))
                      .map(String::trim)
                      .map(SimpleProperty::new)
                      .toList()));
      end = matcher.end();
    }
    if (end < list.length()) {
      throw refused(text, "expected name=value at '" + list.substring(end) + "'");
    }
    return properties;
  }

  private static IllegalArgumentException refused(String text, String reason) {
    return new IllegalArgumentException("objective '" + text + "': " + reason);
  }

  /**
   * The text of a loss.
   *
   * @param loss a loss whose {@code toString} shows its properties as those of this project do.
   * @return a text that {@link #parse} turns into an equal loss.
   * @throws IllegalArgumentException if the loss cannot be written in this form.
   */
  static String format(MultiLabelLoss loss) {
    String simpleName = loss.getClass().getSimpleName();
    String shown = loss.toString();
    String className = loss.getClass().getName();
    if (shown.startsWith(simpleName)) {
      String text =
          className.equals(PACKAGE + simpleName)
              ? shown
              : className + shown.substring(simpleName.length());
      if (parse(text).toString().equals(shown)) {
        return text;
      }
    }
    throw new IllegalArgumentException(
        "objective " + shown + " cannot be saved as text: set it by the text of its properties");
  }
}
