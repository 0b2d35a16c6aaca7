package io.github.zlpr.core;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of features that are the components of a vector and mean nothing one by one, such as those
 * of a text encoder: {@code vector:encoder[007]}.
 */
public final class VectorFeature {

  private static final Pattern NAME = Pattern.compile("vector:(.+)\\[\\d+]");

  private VectorFeature() {}

  /**
   * The names of all components, with leading zeros, so that their order is that of the components.
   *
   * @param vector the name of the vector.
   * @param size the number of its components.
   * @return the names by component.
   */
  public static String[] names(String vector, int size) {
    String[] names = new String[size];
    int digits = String.valueOf(size - 1).length();
    for (int component = 0; component < size; component++) {
      names[component] =
          String.format(Locale.ROOT, "vector:%s[%0" + digits + "d]", vector, component);
    }
    return names;
  }

  /**
   * The vector that a feature is a component of.
   *
   * @param feature the name of a feature.
   * @return the name of the vector; nothing if the feature stands for itself.
   */
  public static Optional<String> vector(String feature) {
    if (!feature.startsWith("vector:")) {
      return Optional.empty();
    }
    Matcher matcher = NAME.matcher(feature);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
