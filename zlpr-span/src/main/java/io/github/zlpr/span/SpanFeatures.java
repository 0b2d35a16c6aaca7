package io.github.zlpr.span;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.Seeds;
import io.github.zlpr.core.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The features of the spans of a sentence, each a name that is there or not. A span has
 *
 * <ul>
 *   <li>the features of its first token and of its last token: those of the token itself, {@code
 *       token:…} (word, shape, kind, prefixes and suffixes, fields of the file), and those of its
 *       surroundings, {@code context:…} (the same of its neighbours, and pairs of them);
 *   <li>the features {@code token:…} of all its tokens;
 *   <li>its own, {@code span:…}: its text, what its words look like, its first and last word
 *       together and with the words around it, its length, and the gazetteers it is in.
 * </ul>
 *
 * Words are in small letters, but for one feature of each token. Nothing is special to a language:
 * tokens may be characters. A model keeps these settings and the gazetteers, so that it needs no
 * file to predict.
 */
public final class SpanFeatures implements Configurable, Provenancable<ConfiguredObjectProvenance> {

  /** What the names of the features of a token's surroundings begin with. */
  static final String CONTEXT = "context:";

  /** What the names of a span's own features begin with. */
  static final String SPAN = "span:";

  /** What the names of a token's own features begin with. */
  static final String TOKEN = "token:";

  private static final String WORD = TOKEN + "word";
  private static final String WORD_AS_IT_IS = TOKEN + "Word";
  private static final String SHAPE = TOKEN + "shape";
  private static final String KIND = TOKEN + "kind";
  private static final String PREFIX = TOKEN + "prefix";
  private static final String SUFFIX = TOKEN + "suffix";

  private static final String KINDS_AROUND_TOKEN = CONTEXT + "0,-1,1 kinds";
  private static final String WORD_BEFORE_KIND = CONTEXT + "-1 word,kind";
  private static final String WORD_AFTER_KIND = CONTEXT + "1 word,kind";

  private static final String LENGTH = SPAN + "length";
  private static final String KINDS = SPAN + "kinds";
  private static final String KINDS_AROUND = SPAN + "kinds,kinds around";
  private static final String WORDS_AROUND = SPAN + "words around";
  private static final String BEFORE_KINDS = SPAN + "before,kinds";
  private static final String AFTER_KINDS = SPAN + "after,kinds";
  private static final String TEXT = SPAN + "text";
  private static final String FIRST_LAST = SPAN + "first,last";
  private static final String FIRST_KIND = SPAN + "first,last kind";
  private static final String LAST_KIND = SPAN + "last,first kind";
  private static final String FIRST_AFTER = SPAN + "first,after";
  private static final String LAST_BEFORE = SPAN + "last,before";
  private static final String GAZETTEER = SPAN + "gazetteer";

  private static final int NEIGHBOUR_SUFFIX = 3;

  @Config(description = "The number of neighbours on each side of a token, at least 0.")
  private int window = 2;

  @Config(description = "Most characters of a prefix or suffix, at least 0.")
  private int affixes = 4;

  @Config(description = "Whether pairs of neighbours are features.")
  private boolean pairs = true;

  @Config(description = "Columns of the file that are features, such as a part of speech, from 0.")
  private int[] columns = new int[0];

  @Config(description = "Files of names, one a line: whether a span is in a file is a feature.")
  private List<Path> gazetteers = new ArrayList<>();

  @Config(
      description =
          "Features are numbered by a hash of so many bits, from 1 to 30, so that a model cannot"
              + " grow; 0 to tell all of them apart.")
  private int hashBits = 0;

  private List<Neighbour> neighbours;
  private List<Pair> neighbourPairs;
  private List<String> columnKinds;
  private List<Gazetteer> lists;

  /** The default features. */
  public SpanFeatures() {
    postConfig();
  }

  /**
   * Features.
   *
   * @param window the number of neighbours on each side of a token, at least 0.
   * @param affixes most characters of a prefix or suffix, at least 0.
   * @param pairs whether pairs of neighbours are features.
   * @param columns columns of the file that are features, from 0.
   * @param gazetteers files of names, one a line.
   * @param hashBits the bits of the hash that features are numbered by, at most 30; 0 for none.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a number is out of range.
   */
  public SpanFeatures(
      int window,
      int affixes,
      boolean pairs,
      List<Integer> columns,
      List<Path> gazetteers,
      int hashBits) {
    this.window = window;
    this.affixes = affixes;
    this.pairs = pairs;
    this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
    this.gazetteers = List.copyOf(gazetteers);
    this.hashBits = hashBits;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(window >= 0, "window", window, "at least 0");
    Settings.check(affixes >= 0, "affixes", affixes, "at least 0");
    for (int column : columns) {
      Settings.check(column >= 0, "columns", column, "at least 0");
    }
    Settings.check(hashBits >= 0 && hashBits <= 30, "hashBits", hashBits, "from 0 to 30");
    neighbours =
        IntStream.rangeClosed(-window, window)
            .filter(distance -> distance != 0)
            .mapToObj(distance -> new Neighbour(distance, columns))
            .toList();
    neighbourPairs = IntStream.range(-window, window).mapToObj(Pair::new).toList();
    columnKinds = IntStream.of(columns).mapToObj(column -> TOKEN + "column" + column).toList();
  }

  int hashBits() {
    return hashBits;
  }

  /** Whether models know features by hashes of their names. */
  boolean hashes() {
    return hashBits > 0;
  }

  /**
   * The name that a model knows a feature by.
   *
   * @param name the name of the feature.
   * @return the same, or a hash of it behind what the feature is one of; lengths are not hashed.
   */
  String known(String name) {
    if (hashBits == 0 || name.startsWith(LENGTH + FeatureSink.EQUALS)) {
      return name;
    }
    long hash = Seeds.mix(name.hashCode()) >>> (Long.SIZE - hashBits);
    return name.substring(0, name.indexOf(':') + 1) + '#' + Long.toHexString(hash);
  }

  int window() {
    return window;
  }

  int affixes() {
    return affixes;
  }

  boolean pairs() {
    return pairs;
  }

  List<Integer> columns() {
    return IntStream.of(columns).boxed().toList();
  }

  /** The lists of names, read when they are asked for first. */
  synchronized List<Gazetteer> lists() {
    if (lists == null) {
      lists = gazetteers.stream().map(Gazetteer::read).toList();
    }
    return lists;
  }

  /** These features with lists of names that are not read from files. */
  SpanFeatures withLists(List<Gazetteer> given) {
    SpanFeatures changed = new SpanFeatures();
    Settings.copy(this, changed);
    changed.postConfig();
    changed.lists = List.copyOf(given);
    return changed;
  }

  /** The name of the feature of a span's length, which every span has. */
  static String length(int length) {
    return FeatureSink.name(LENGTH, Integer.toString(length));
  }

  /** The kinds of features that a neighbour of a token has. */
  private record Neighbour(
      int distance, String word, String kind, String suffix, String shape, List<String> columns) {

    Neighbour(int distance, int[] columns) {
      this(
          distance,
          CONTEXT + distance + " word",
          CONTEXT + distance + " kind",
          CONTEXT + distance + " suffix",
          CONTEXT + distance + " shape",
          IntStream.of(columns).mapToObj(c -> CONTEXT + distance + " column" + c).toList());
    }
  }

  /** The kinds of features that two neighbours next to one another have. */
  private record Pair(int distance, String words, String kinds) {

    Pair(int distance) {
      this(
          distance,
          CONTEXT + distance + "," + (distance + 1) + " words",
          CONTEXT + distance + "," + (distance + 1) + " kinds");
    }
  }

  /**
   * The features of a token by itself.
   *
   * @param words the words of the sentence.
   * @param i the place of the token.
   * @param sink takes them.
   */
  void ofToken(WordViews words, int i, FeatureSink sink) {
    String lower = words.lower(i);
    sink.add(WORD, lower);
    if (!words.word(i).equals(lower)) {
      sink.add(WORD_AS_IT_IS, words.word(i));
    }
    sink.add(SHAPE, words.shape(i));
    sink.add(KIND, words.kind(i));
    int longest = Math.min(affixes, lower.codePointCount(0, lower.length()) - 1);
    for (int length = 1; length <= longest; length++) {
      sink.add(PREFIX, lower.substring(0, lower.offsetByCodePoints(0, length)));
      sink.add(SUFFIX, suffix(lower, length));
    }
    for (int c = 0; c < columns.length; c++) {
      sink.add(columnKinds.get(c), words.field(i, columns[c]));
    }
  }

  /** The last characters, of which those beyond 16 bits are not cut in two. */
  private static String suffix(String word, int characters) {
    return word.substring(word.offsetByCodePoints(word.length(), -characters));
  }

  /**
   * The features of the surroundings of a token.
   *
   * @param words the words of the sentence.
   * @param i the place of the token.
   * @param sink takes them.
   */
  void ofContext(WordViews words, int i, FeatureSink sink) {
    for (Neighbour neighbour : neighbours) {
      int at = i + neighbour.distance;
      String lower = words.lower(at);
      sink.add(neighbour.word, lower);
      sink.add(neighbour.kind, words.kind(at));
      if (Math.abs(neighbour.distance) == 1) {
        int characters = Math.min(NEIGHBOUR_SUFFIX, lower.codePointCount(0, lower.length()));
        sink.add(neighbour.suffix, suffix(lower, characters));
        sink.add(neighbour.shape, words.shape(at));
      }
      for (int c = 0; c < columns.length; c++) {
        sink.add(neighbour.columns.get(c), words.field(at, columns[c]));
      }
    }
    if (pairs) {
      for (Pair pair : neighbourPairs) {
        int at = i + pair.distance;
        sink.add(pair.words, words.lower(at), words.lower(at + 1));
        sink.add(pair.kinds, words.kind(at), words.kind(at + 1));
      }
      String kind = words.kind(i);
      sink.add(KINDS_AROUND_TOKEN, kind, words.kind(i - 1) + words.kind(i + 1));
      sink.add(WORD_BEFORE_KIND, words.lower(i - 1), kind);
      sink.add(WORD_AFTER_KIND, words.lower(i + 1), kind);
    }
  }

  /**
   * The features that spans have as wholes.
   *
   * @param words the words of the sentence.
   * @param start the place of the spans' first token.
   * @param last the place behind the last token of the longest of them.
   * @param sink takes those of one span after the other, by their lengths.
   * @param end called behind those of each span.
   */
  void ofSpans(WordViews words, int start, int last, FeatureSink sink, Runnable end) {
    StringBuilder kinds = new StringBuilder();
    String first = words.lower(start);
    String before = words.lower(start - 1);
    String kindBefore = words.kind(start - 1);
    for (int behind = start + 1; behind <= last; behind++) {
      addKind(kinds, words.kind(behind - 1), behind == start + 1 ? "" : words.kind(behind - 2));
      String inside = kinds.toString();
      String after = words.lower(behind);
      sink.add(LENGTH, Integer.toString(behind - start));
      sink.add(KINDS, inside);
      sink.add(KINDS_AROUND, inside, kindBefore + words.kind(behind));
      sink.add(WORDS_AROUND, before, after);
      sink.add(BEFORE_KINDS, before, inside);
      sink.add(AFTER_KINDS, after, inside);
      if (behind - start > 1) {
        String lastWord = words.lower(behind - 1);
        if (sink.wants(TEXT, first)) {
          sink.add(TEXT, first, words.text(start + 1, behind));
        }
        sink.add(FIRST_LAST, first, lastWord);
        sink.add(FIRST_KIND, first, words.kind(behind - 1));
        sink.add(LAST_KIND, lastWord, words.kind(start));
        sink.add(FIRST_AFTER, first, after);
        sink.add(LAST_BEFORE, lastWord, before);
      }
      if (!lists().isEmpty()) {
        String text = words.text(start, behind);
        for (Gazetteer list : lists()) {
          if (list.entries().contains(text)) {
            sink.add(GAZETTEER, list.name());
          }
        }
      }
      end.run();
    }
  }

  /** Several words of a kind in a row are one with a plus. */
  private static void addKind(StringBuilder kinds, String kind, String before) {
    if (!kind.equals(before)) {
      kinds.append(kind);
    } else if (kinds.charAt(kinds.length() - 1) != '+') {
      kinds.append('+');
    }
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "SpanFeatures");
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
