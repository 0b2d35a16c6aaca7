package io.github.zlpr.data;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.dictionary.Dictionary;

/** The nouns of the WordNet on the class path, with their definitions and hypernyms. */
final class WordNetNouns {

  /**
   * A noun synset.
   *
   * @param definition its gloss without the quoted examples.
   * @param labels the names of its frequent hypernyms, as {@code mammal.n.01}.
   */
  record Noun(String definition, Set<String> labels) {}

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"?");

  /** Nearly every noun is below this one. */
  private static final String ROOT = "entity.n.01";

  /**
   * What was read last: training and test part come from the same nouns, and to read WordNet takes
   * longer than to train for an epoch. Let go when memory is short.
   */
  private static SoftReference<Cached> last = new SoftReference<>(null);

  private record Cached(int minExamples, List<Noun> nouns) {}

  private final Dictionary dictionary;
  private final Map<Long, Synset> synsets = new LinkedHashMap<>();
  private final Map<Long, List<Long>> parents = new HashMap<>();

  private WordNetNouns() throws JWNLException {
    dictionary = Dictionary.getDefaultResourceInstance();
    for (Iterator<Synset> all = dictionary.getSynsetIterator(POS.NOUN); all.hasNext(); ) {
      Synset synset = all.next();
      List<Long> above = new ArrayList<>();
      for (Pointer pointer : synset.getPointers()) {
        if (pointer.getType() == PointerType.HYPERNYM
            || pointer.getType() == PointerType.INSTANCE_HYPERNYM) {
          above.add(pointer.getTargetOffset());
        }
      }
      synsets.put(synset.getOffset(), synset);
      parents.put(synset.getOffset(), above);
    }
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
    } catch (JWNLException e) {
      throw new IllegalStateException("WordNet cannot be read from the class path", e);
    }
  }

  private List<Noun> withLabels(int minExamples) throws JWNLException {
    Map<Long, Integer> below = new HashMap<>();
    for (long synset : synsets.keySet()) {
      hypernyms(synset).forEach(hypernym -> below.merge(hypernym, 1, Integer::sum));
    }
    Map<Long, String> names = new HashMap<>();
    for (Map.Entry<Long, Integer> hypernym : below.entrySet()) {
      if (hypernym.getValue() >= minExamples) {
        String name = name(synsets.get(hypernym.getKey()));
        if (!name.equals(ROOT)) {
          names.put(hypernym.getKey(), name);
        }
      }
    }
    List<Noun> nouns = new ArrayList<>();
    for (Synset synset : synsets.values()) {
      Set<String> labels = new LinkedHashSet<>();
      for (long hypernym : hypernyms(synset.getOffset())) {
        if (names.containsKey(hypernym)) {
          labels.add(names.get(hypernym));
        }
      }
      if (!labels.isEmpty()) {
        nouns.add(new Noun(definition(synset.getGloss()), labels));
      }
    }
    return nouns;
  }

  /** All hypernyms at any depth. */
  private Set<Long> hypernyms(long synset) {
    Set<Long> found = new LinkedHashSet<>();
    Deque<Long> open = new ArrayDeque<>(parents.get(synset));
    while (!open.isEmpty()) {
      long next = open.pop();
      if (found.add(next)) {
        open.addAll(parents.get(next));
      }
    }
    return found;
  }

  /** The first lemma and the number of its sense: {@code mammal.n.01}. */
  private String name(Synset synset) throws JWNLException {
    String lemma = synset.getWords().get(0).getLemma();
    // The dictionary would put it into lower case as the default locale has it.
    String word = lemma.toLowerCase(Locale.ROOT);
    long[] senses = dictionary.getIndexWord(POS.NOUN, word).getSynsetOffsets();
    int sense = 0;
    while (senses[sense] != synset.getOffset()) {
      sense++;
    }
    return String.format(Locale.ROOT, "%s.n.%02d", word.replace(' ', '_'), sense + 1);
  }

  private static String definition(String gloss) {
    return QUOTED.matcher(gloss).replaceAll("");
  }
}
