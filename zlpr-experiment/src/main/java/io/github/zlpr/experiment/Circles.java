package io.github.zlpr.experiment;

import java.util.Collection;
import java.util.List;

/** Names circles of things that need each other. */
final class Circles {

  private Circles() {}

  /**
   * A circle in words, such as {@code a -> b -> a}.
   *
   * @param way how the thing was reached.
   * @param again a thing on that way that was reached once more.
   * @return the part of the way from the thing to itself.
   */
  static String name(Collection<?> way, Object again) {
    List<String> names = way.stream().map(String::valueOf).toList();
    int first = names.indexOf(again.toString());
    return String.join(" -> ", names.subList(first, names.size())) + " -> " + again;
  }
}
