package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.property.GlobalProperty;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;

/** The global properties of a configuration, each with the folder that it was set in. */
final class GlobalValues {

  /** The folder of what is set by no file. */
  static final Path WORKING_DIRECTORY = Path.of("");

  /**
   * A text, and what a path in it is relative to.
   *
   * @param text the text.
   * @param folder the folder.
   */
  record Located(String text, Path folder) {}

  private final Map<String, Located> values = new TreeMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();

  /**
   * Sets a property, unless one of a lower rank has set it.
   *
   * @param name its name.
   * @param text its value.
   * @param folder where it is set.
   * @param rank the rank of what sets it.
   */
  void set(String name, String text, Path folder, int rank) {
    if (rank <= ranks.getOrDefault(name, Integer.MAX_VALUE)) {
      values.put(name, new Located(text, folder));
      ranks.put(name, rank);
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Iterable<String> names() {
    return values.keySet();
  }

  void forEach(BiConsumer<String, String> action) {
    values.forEach((name, value) -> action.accept(name, value.text()));
  }

  /**
   * Refuses properties that need themselves.
   *
   * @throws PropertyException that names the circle.
   */
  void requireNoCircle() {
    values.keySet().forEach(name -> visit(name, new ArrayDeque<>()));
  }

  private void visit(String name, Deque<String> way) {
    if (way.contains(name)) {
      throw new PropertyException(
          "", name, "the global property needs itself: " + Circles.name(way, name));
    }
    if (has(name)) {
      way.addLast(name);
      Matcher used = GlobalProperty.globalSymbolPattern.matcher(values.get(name).text());
      while (used.find()) {
        visit(used.group(1), way);
      }
      way.removeLast();
    }
  }

  /**
   * Replaces the global properties in a text. One that is not set stays as it is.
   *
   * @param text a text.
   * @param folder what a path in it is relative to, unless it begins with a global property.
   * @return the text, and what a path in it is relative to.
   */
  Located expand(String text, Path folder) {
    Matcher used = GlobalProperty.globalSymbolPattern.matcher(text);
    StringBuilder expanded = new StringBuilder();
    Path base = folder;
    while (used.find()) {
      Located value = value(used);
      used.appendReplacement(expanded, Matcher.quoteReplacement(value.text()));
      base = used.start() == 0 ? value.folder() : base;
    }
    return new Located(used.appendTail(expanded).toString(), base);
  }

  private Located value(Matcher used) {
    Located value = values.get(used.group(1));
    if (value != null) {
      return expand(value.text(), value.folder());
    }
    return new Located(System.getProperty(used.group(1), used.group()), WORKING_DIRECTORY);
  }
}
