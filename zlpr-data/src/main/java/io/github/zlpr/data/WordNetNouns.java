package io.github.zlpr.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;

/**
 * The nouns of the WordNet on the class path, with their definitions and hypernyms.
 *
 * <p>They are read from WordNet's own files in one pass each; their form is described in <a
 * href="https://wordnet.princeton.edu/documentation/wndb5wn">wndb(5WN)</a>.
 */
final class WordNetNouns {

  /**
   * A noun synset.
   *
   * @param definition its gloss without the quoted examples.
   * @param hypernyms its frequent hypernyms, named as {@code mammal.n.01}.
   */
  record Noun(String definition, MultiLabel hypernyms) {}

  /** WordNet's files of the nouns. */
  static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/";

  static final String DATA_FILE = FOLDER + "data.noun";
  private static final String INDEX_FILE = FOLDER + "index.noun";

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"?");
  private static final String GLOSS = " | ";

  /** Of each line. The rest of the gloss stays as it is: its checksum says which part it is in. */
  private static final String END = "  ";

  private static final int HEXADECIMAL = 16;

  /** Nearly every noun is below this one. */
  private static final String ROOT = "entity.n.01";

  /**
   * What was read last: training and test part come from the same nouns. Let go when memory is
   * short.
   */
  private static SoftReference<Cached> last = new SoftReference<>(null);

  private record Cached(int minExamples, List<Noun> nouns) {}

  /** A line of data.noun. */
  private record Synset(int offset, String lemma, List<Integer> parents, String gloss) {}

  private final List<Synset> synsets = new ArrayList<>();

  /** By the offset of a synset, which others name it by, its place in {@link #synsets}. */
  private final Map<Integer, Integer> places = new HashMap<>();

  private WordNetNouns() throws IOException {
    forEachLine(
        DATA_FILE,
        line -> {
          Synset synset = parse(line);
          places.put(synset.offset(), synsets.size());
          synsets.add(synset);
        });
  }

  /**
   * Reads all nouns that have a label.
   *
   * @param minExamples a hypernym is a label if it has at least so many synsets below it, at any
   *     depth.
   * @return the nouns in the order of WordNet's data file.
   * @throws IllegalStateException if WordNet is not on the class path or cannot be read.
   */
  static synchronized List<Noun> read(int minExamples) {
    Cached cached = last.get();
    if (cached != null && cached.minExamples() == minExamples) {
      return cached.nouns();
    }
    try {
      List<Noun> nouns = List.copyOf(new WordNetNouns().withLabels(minExamples));
      last = new SoftReference<>(new Cached(minExamples, nouns));
      return nouns;
    } catch (IOException e) {
      throw new IllegalStateException("WordNet cannot be read from the class path", e);
    }
  }

  /** Shows all lines of a file but those of the licence, which start with blanks. */
  private static void forEachLine(String file, Consumer<String> reader) throws IOException {
    try (InputStream in = WordNetNouns.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("there is no " + file);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith(" ")) {
          reader.accept(line);
        }
      }
    }
  }

  /**
   * Reads {@code offset file type wordCount (word id)… pointerCount (symbol offset type words)… |
   * gloss}.
   */
  private static Synset parse(String line) {
    int gloss = line.indexOf(GLOSS);
    StringTokenizer fields = new StringTokenizer(line.substring(0, gloss));
    int offset = Integer.parseInt(fields.nextToken());
    skip(2, fields);
    int words = Integer.parseInt(fields.nextToken(), HEXADECIMAL);
    String lemma = fields.nextToken();
    skip(2 * words - 1, fields);
    List<Integer> parents = new ArrayList<>(1);
    for (int pointer = Integer.parseInt(fields.nextToken()); pointer > 0; pointer--) {
      String symbol = fields.nextToken();
      // Hypernyms, and those of a single thing.
      if (symbol.equals("@") || symbol.equals("@i")) {
        parents.add(Integer.valueOf(fields.nextToken()));
        skip(2, fields);
      } else {
        skip(3, fields);
      }
    }
    return new Synset(
        offset,
        lemma,
        parents,
        line.substring(gloss + GLOSS.length(), line.length() - END.length()).stripLeading());
  }

  private static void skip(int count, StringTokenizer fields) {
    for (int i = 0; i < count; i++) {
      fields.nextToken();
    }
  }

  private List<Noun> withLabels(int minExamples) throws IOException {
    int[] below = new int[synsets.size()];
    for (Synset synset : synsets) {
      hypernyms(synset).forEach(hypernym -> below[hypernym]++);
    }
    Map<Integer, String> names = names(below, minExamples);
    // Synsets with the same parents share what is above them.
    Map<List<Integer>, MultiLabel> outputs = new HashMap<>();
    List<Noun> nouns = new ArrayList<>();
    for (Synset synset : synsets) {
      MultiLabel output =
          outputs.computeIfAbsent(synset.parents(), parents -> output(synset, names));
      if (!output.getLabelSet().isEmpty()) {
        nouns.add(new Noun(QUOTED.matcher(synset.gloss()).replaceAll(""), output));
      }
    }
    return nouns;
  }

  private MultiLabel output(Synset synset, Map<Integer, String> names) {
    Set<Label> labels = new HashSet<>();
    hypernyms(synset).stream()
        .map(names::get)
        .filter(name -> name != null)
        .forEach(name -> labels.add(new Label(name)));
    return new MultiLabel(labels);
  }

  /** The places of all hypernyms at any depth. */
  private Set<Integer> hypernyms(Synset synset) {
    Set<Integer> found = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>(synset.parents());
    while (!open.isEmpty()) {
      int place = places.get(open.pop());
      if (found.add(place)) {
        open.addAll(synsets.get(place).parents());
      }
    }
    return found;
  }

  /** The names of the labels: the first lemma and the number of its sense. */
  private Map<Integer, String> names(int[] below, int minExamples) throws IOException {
    Map<String, List<Integer>> byLemma = new HashMap<>();
    for (int place = 0; place < below.length; place++) {
      if (below[place] >= Math.max(1, minExamples)) {
        byLemma.computeIfAbsent(lemma(place), lemma -> new ArrayList<>()).add(place);
      }
    }
    Map<Integer, String> names = new HashMap<>();
    forEachLine(
        INDEX_FILE,
        line -> {
          String lemma = line.substring(0, line.indexOf(' '));
          for (int place : byLemma.getOrDefault(lemma, List.of())) {
            String name =
                String.format(
                    Locale.ROOT, "%s.n.%02d", lemma, sense(line, synsets.get(place).offset()));
            if (!name.equals(ROOT)) {
              names.put(place, name);
            }
          }
        });
    return names;
  }

  private String lemma(int place) {
    return synsets.get(place).lemma().toLowerCase(Locale.ROOT);
  }

  /** The number of a sense in a line that ends with the offsets of all senses of its lemma. */
  private static int sense(String line, int offset) {
    String[] fields = line.trim().split(" ");
    int senses = Integer.parseInt(fields[2]);
    for (int sense = 1; sense <= senses; sense++) {
      if (Integer.parseInt(fields[fields.length - senses + sense - 1]) == offset) {
        return sense;
      }
    }
    throw new IllegalStateException(
        "WordNet's index does not have synset " + offset + " among: " + line);
  }
}
