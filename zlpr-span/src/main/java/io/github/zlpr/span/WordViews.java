package io.github.zlpr.span;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The words of a sentence in all forms that features are made of, each made once. */
final class WordViews {

  private static final String BEFORE = "^";
  private static final String AFTER = "$";

  private final List<List<String>> fields;
  private final String[] words;
  private final String[] lower;
  private final String[] shapes;
  private final String[] kinds;

  /** The words of a sentence. */
  WordViews(Sentence sentence) {
    fields = sentence.fields();
    words = sentence.tokens().stream().map(WordViews::wellFormed).toArray(String[]::new);
    lower = new String[words.length];
    shapes = new String[words.length];
    kinds = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      lower[i] = words[i].toLowerCase(Locale.ROOT);
      shapes[i] = WordShapes.shape(words[i]);
      kinds[i] = WordShapes.kind(words[i], shapes[i]);
    }
  }

  /** Names of features are UTF-8, which has no halves of characters. */
  private static String wellFormed(String token) {
    return token.chars().noneMatch(c -> Character.isSurrogate((char) c))
        ? token
        : new String(token.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  int size() {
    return words.length;
  }

  String word(int i) {
    return words[i];
  }

  String lower(int i) {
    return at(lower, i);
  }

  String shape(int i) {
    return at(shapes, i);
  }

  String kind(int i) {
    return at(kinds, i);
  }

  /** Words in small letters, with a blank between them. */
  String text(int start, int end) {
    StringBuilder text = new StringBuilder(lower[start]);
    for (int i = start + 1; i < end; i++) {
      text.append(' ').append(lower[i]);
    }
    return text.toString();
  }

  /** A field of the file, empty where the sentence has none. */
  String field(int i, int column) {
    if (i < 0 || i >= words.length) {
      return i < 0 ? BEFORE : AFTER;
    }
    return fields.isEmpty() || column >= fields.get(i).size() ? "" : fields.get(i).get(column);
  }

  private static String at(String[] forms, int i) {
    if (i < 0) {
      return BEFORE;
    }
    return i < forms.length ? forms[i] : AFTER;
  }
}
