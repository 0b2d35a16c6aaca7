package io.github.zlpr.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

  /** By place, what {@link #hypernyms(int)} gives; null if it was not asked for. */
  private final int[][] hypernyms;

  private WordNetNouns() throws IOException {
    forEachLine(
        DATA_FILE,
        line -> {
          Synset synset = parse(line);
          places.put(synset.offset(), synsets.size());
          synsets.add(synset);
        });
    hypernyms = new int[synsets.size()][];
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
    for (int place = 0; place < below.length; place++) {
      for (int hypernym : hypernyms(place)) {
        below[hypernym]++;
      }
    }
    Map<Integer, String> names = names(below, minExamples);
    // Synsets below the same labels share one output.
    Map<List<Integer>, MultiLabel> outputs = new HashMap<>();
    List<Noun> nouns = new ArrayList<>();
    for (int place = 0; place < below.length; place++) {
      List<Integer> labels = new ArrayList<>();
      for (int hypernym : hypernyms(place)) {
        if (names.containsKey(hypernym)) {
          labels.add(hypernym);
        }
      }
      if (!labels.isEmpty()) {
        MultiLabel output = outputs.computeIfAbsent(labels, key -> output(key, names));
        nouns.add(new Noun(QUOTED.matcher(synsets.get(place).gloss()).replaceAll(""), output));
      }
    }
    return nouns;
  }

  private static MultiLabel output(List<Integer> labels, Map<Integer, String> names) {
    Set<Label> all = new HashSet<>();
    labels.forEach(label -> all.add(new Label(names.get(label))));
    return new MultiLabel(all);
  }

  /** The places of all hypernyms of a synset, at any depth, increasing. */
  private int[] hypernyms(int place) {
    if (hypernyms[place] == null) {
      // Ends a circle, if there should be one.
      hypernyms[place] = new int[0];
      int[] parents =
          synsets.get(place).parents().stream().mapToInt(offset -> places.get(offset)).toArray();
      hypernyms[place] =
          IntStream.concat(
                  Arrays.stream(parents), Arrays.stream(parents).flatMap(this::hypernymStream))
              .sorted()
              .distinct()
              .toArray();
    }
    return hypernyms[place];
  }

  private IntStream hypernymStream(int place) {
    return Arrays.stream(hypernyms(place));
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
