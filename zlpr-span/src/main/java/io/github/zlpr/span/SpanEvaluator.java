package io.github.zlpr.span;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.WithoutEffect;
import io.github.zlpr.eval.BootstrapComparison.Difference;
import io.github.zlpr.eval.Interval;
import io.github.zlpr.eval.resampling.Bootstrap;
import io.github.zlpr.eval.scoring.TaskThreads;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Measures how well spans are found, by exact match: a span is right if its first token, its last
 * token and its type are. On spans that do not overlap, precision, recall and F1 are those of the
 * script {@code conlleval}.
 *
 * <pre>
 *   Precision = right / found     Recall = right / marked     F1 = 2 · right / (marked + found)
 * </pre>
 *
 * <ul>
 *   <li>They are counted over all spans of all sentences. {@code F1:TYPE} is that of one type, and
 *       {@code MacroF1} the mean over the types that are marked or were found in the test data.
 *   <li>{@code UnlabelledF1} does not look at types; spans with the same tokens count once.
 *   <li>For nested data, {@code Recall@depthD} is the recall of the spans that lie in D other
 *       marked ones.
 *   <li>0 / 0 is 0. A span that occurs twice in a sentence, with the same type, counts once.
 *   <li>With {@code bootstrap}, each metric gets an interval from resampling sentences, see {@link
 *       Bootstrap}.
 * </ul>
 *
 * Sentences are read and tagged block by block, and not kept, but for the first {@value
 * #MOST_MISTAKES} with mistakes; resampling keeps counts of each.
 */
public final class SpanEvaluator
    implements Configurable, Provenancable<ConfiguredObjectProvenance> {

  private static final int MOST_MISTAKES = 200;

  /** The number of sentences that a thread tags at once. */
  private static final int BLOCK = 32;

  @Config(description = "Number of bootstrap replicates for the intervals; 0 for no intervals.")
  private int bootstrap = 0;

  @Config(description = "Confidence level of the intervals.")
  private double level = 0.95;

  @Config(description = "Seed of the bootstrap.")
  private long seed = 1L;

  @Config(description = "The number of threads, 0 for one per core; has no effect on the metrics.")
  @WithoutEffect
  private int threads = 0;

  /** An evaluator without intervals. */
  public SpanEvaluator() {}

  /**
   * This evaluator with bootstrap intervals.
   *
   * @param replicates the number of replicates, at least 0.
   * @param level the confidence level, in (0, 1).
   * @param seed the seed.
   * @return a new evaluator.
   * @throws PropertyException if a value is out of range.
   */
  public SpanEvaluator withBootstrap(int replicates, double level, long seed) {
    SpanEvaluator changed = new SpanEvaluator();
    Settings.copy(this, changed);
    changed.bootstrap = replicates;
    changed.level = level;
    changed.seed = seed;
    changed.postConfig();
    return changed;
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(bootstrap >= 0, "bootstrap", bootstrap, "at least 0");
    Settings.check(level > 0.0 && level < 1.0, "level", level, "above 0 and below 1");
    Settings.check(threads >= 0, "threads", threads, "at least 0");
  }

  /**
   * Evaluates.
   *
   * @param tagger finds the spans, such as a model.
   * @param sentences the test data.
   * @return the metrics.
   * @throws IllegalArgumentException if there is no sentence.
   */
  public SpanEvaluation evaluate(SpanTagger tagger, Iterable<Sentence> sentences) {
    SpanTally tally = new SpanTally(bootstrap > 0);
    List<SpanMistake> mistakes = new ArrayList<>();
    Iterator<Sentence> iterator = sentences.iterator();
    try (TaskThreads crew = new TaskThreads(threads)) {
      while (iterator.hasNext()) {
        List<List<Sentence>> blocks = blocks(iterator, crew.threads());
        List<List<Set<Span>>> found =
            crew.all(
                blocks.size(),
                block ->
                    blocks.get(block).stream()
                        .<Set<Span>>map(sentence -> new TreeSet<>(tagger.tag(sentence)))
                        .toList());
        for (int block = 0; block < blocks.size(); block++) {
          for (int i = 0; i < blocks.get(block).size(); i++) {
            add(blocks.get(block).get(i), found.get(block).get(i), tally, mistakes);
          }
        }
      }
      if (tally.sentences() == 0) {
        throw new IllegalArgumentException("there is no sentence to evaluate on");
      }
      Map<String, Interval> intervals =
          bootstrap == 0
              ? Map.of()
              : intervals(tally.metrics(), tally.sentences(), tally::metrics, crew);
      return new SpanEvaluation(tally, intervals, mistakes);
    }
  }

  private static List<List<Sentence>> blocks(Iterator<Sentence> sentences, int most) {
    List<List<Sentence>> blocks = new ArrayList<>();
    while (blocks.size() < most && sentences.hasNext()) {
      List<Sentence> block = new ArrayList<>();
      while (block.size() < BLOCK && sentences.hasNext()) {
        block.add(sentences.next());
      }
      blocks.add(block);
    }
    return blocks;
  }

  private static void add(
      Sentence sentence, Set<Span> found, SpanTally tally, List<SpanMistake> mistakes) {
    tally.add(sentence, found);
    Set<Span> missed = new TreeSet<>(sentence.spans());
    missed.removeAll(found);
    Set<Span> invented = new TreeSet<>(found);
    invented.removeAll(new TreeSet<>(sentence.spans()));
    if (!(missed.isEmpty() && invented.isEmpty()) && mistakes.size() < MOST_MISTAKES) {
      mistakes.add(
          new SpanMistake(tally.sentences(), sentence, List.copyOf(missed), List.copyOf(invented)));
    }
  }

  /**
   * Whether one tagger is really better than another: the differences of their metrics, with
   * intervals from resampling the same sentences for both.
   *
   * @param first an evaluation with intervals.
   * @param second another one, of the same test data.
   * @return first − second for each metric that both have.
   * @throws IllegalArgumentException if one of them was made without bootstrap, or they are not of
   *     the same test data.
   */
  public Map<String, Difference> compare(SpanEvaluation first, SpanEvaluation second) {
    SpanTally a = first.tally();
    SpanTally b = second.tally();
    if (bootstrap == 0 || !a.keeps() || !b.keeps()) {
      throw new IllegalArgumentException(
          "evaluations are compared by resampling; make them with bootstrap above 0");
    }
    if (a.fingerprint() != b.fingerprint() || a.sentences() != b.sentences()) {
      throw new IllegalArgumentException("the evaluations are not of the same test data");
    }
    Map<String, Double> differences = difference(first.metrics(), second.metrics());
    try (TaskThreads crew = new TaskThreads(threads)) {
      Map<String, Interval> intervals =
          intervals(
              differences,
              a.sentences(),
              times -> difference(a.metrics(times), b.metrics(times)),
              crew);
      Map<String, Difference> result = new LinkedHashMap<>();
      differences.forEach(
          (name, value) -> result.put(name, new Difference(value, intervals.get(name))));
      return result;
    }
  }

  private static Map<String, Double> difference(
      Map<String, Double> first, Map<String, Double> second) {
    Map<String, Double> difference = new LinkedHashMap<>();
    first.forEach(
        (name, value) -> {
          if (second.containsKey(name)) {
            difference.put(name, value - second.get(name));
          }
        });
    return difference;
  }

  private Map<String, Interval> intervals(
      Map<String, Double> values,
      int sentences,
      Function<int[], Map<String, Double>> statistics,
      TaskThreads crew) {
    List<Bootstrap.Bounds> bounds =
        new Bootstrap(bootstrap, level, seed)
            .intervals(
                array(values),
                sentences,
                Bootstrap.Statistics.each(times -> array(statistics.apply(times))),
                crew);
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      Bootstrap.Bounds ends = bounds.get(intervals.size());
      intervals.put(name, new Interval(ends.lower(), ends.upper(), level));
    }
    return intervals;
  }

  private static double[] array(Map<String, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "SpanEvaluator");
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
