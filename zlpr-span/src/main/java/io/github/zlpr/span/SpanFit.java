package io.github.zlpr.span;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.eval.scoring.TaskThreads;
import io.github.zlpr.trainer.linear.ArrayObjective;
import io.github.zlpr.trainer.linear.EpochLoop;
import io.github.zlpr.trainer.linear.ProgressLog;
import io.github.zlpr.trainer.linear.RateSearch;
import io.github.zlpr.trainer.linear.RawThreshold;
import io.github.zlpr.trainer.linear.TrainingListener;
import io.github.zlpr.trainer.rule.CutSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * From sentences to weights: chooses the learning rate and the cut where they are not given, and
 * trains.
 *
 * <p>Both are chosen by F1 on development data. Without any, a fifth of the sentences is held out
 * for that; of fewer than {@value #CROSS_VALIDATED_BELOW} each fifth in turn, and all of them count
 * together. Rates are tried with half of the epochs, the cut is that of a training of all.
 */
final class SpanFit {
  private static final Logger logger = Logger.getLogger(SpanFit.class.getName());

  static final String METRIC = "F1";
  private static final int FOLDS = 5;
  private static final int CROSS_VALIDATED_BELOW = 1_600;

  /** The first rate tried, where nothing can be held out. */
  private static final double USUAL_RATE = 0.4;

  private final SpanTrainer settings;
  private final FeatureSpace space;
  private final List<TrainingSentence> sentences;
  private final List<TrainingSentence> development;
  private final int types;
  private final int longest;
  private final SpanDecoder decoder;
  private final long seed;
  private final ArrayObjective loss;
  private final double threshold;
  private final double[] prior;
  private final double rateUnit;
  private final TaskThreads crew;
  private final TrainingListener listener;

  /**
   * A fit.
   *
   * @param settings the trainer, for its properties.
   * @param space the features.
   * @param sentences the training sentences.
   * @param development the development data; empty to hold training sentences out.
   * @param types the number of types.
   * @param longest the longest span.
   * @param decoder takes spans by their scores.
   * @param seed the seed of this training.
   * @param crew the threads.
   * @param listener is told how it goes.
   */
  SpanFit(
      SpanTrainer settings,
      FeatureSpace space,
      List<TrainingSentence> sentences,
      List<TrainingSentence> development,
      int types,
      int longest,
      SpanDecoder decoder,
      long seed,
      TaskThreads crew,
      TrainingListener listener) {
    this.settings = settings;
    this.space = space;
    this.sentences = sentences;
    this.development = development;
    this.types = types;
    this.longest = longest;
    this.decoder = decoder;
    this.seed = seed;
    this.crew = crew;
    this.listener = listener;
    loss = ArrayObjective.of(settings.objective);
    threshold = RawThreshold.of(settings.objective);
    prior = SpanPrior.of(loss, threshold, sentences, types, longest);
    rateUnit = 1.0 / Math.sqrt(meanFeatures());
  }

  /**
   * What came out.
   *
   * @param weights the weights, with the scores moved so that the cut is at the loss's threshold.
   * @param rate the learning rate.
   * @param cut the cut.
   * @param tried the rates that were tried.
   */
  record Result(SpanWeights weights, double rate, double cut, List<RateSearch.Trial> tried) {}

  /** The weights that a span of one token has, on average: the squared norm of its features. */
  private double meanFeatures() {
    double sum = 0.0;
    long tokens = 0;
    for (TrainingSentence sentence : sentences) {
      SpanRow row = sentence.row();
      sum += 2.0 * row.contexts().ids().length + 3.0 * row.tokens().ids().length;
      tokens += row.grid().size();
    }
    return Math.max(1.0, sum / tokens);
  }

  /** Trains. */
  Result run() {
    double rate = settings.learningRate;
    List<RateSearch.Trial> tried = List.of();
    boolean canMeasure = !development.isEmpty() || sentences.size() > 1;
    if (rate == 0.0 && canMeasure) {
      RateSearch.Result found = RateSearch.search(this::measure, true);
      rate = found.rate();
      tried = found.trials();
      log("chose learning rate %s", rate);
    } else if (rate == 0.0) {
      rate = USUAL_RATE;
    }
    double cut = threshold;
    if (settings.cuts() && canMeasure && development.isEmpty()) {
      cut = cut(heldOut(rate, settings.epochs));
    }
    int[] all = IntStream.range(0, sentences.size()).toArray();
    SpanWeights weights = train(all, rate, settings.epochs, true);
    if (settings.cuts() && !development.isEmpty()) {
      cut = cut(List.of(found(weights, development)));
    }
    log("scores are cut at %.3f", cut);
    weights.shift(space, longest, cut - threshold);
    return new Result(weights, rate, cut, tried);
  }

  private void log(String format, Object... values) {
    if (settings.loggingInterval >= 0.0) {
      logger.info(String.format(Locale.ROOT, format, values));
    }
  }

  private List<Double> measure(List<Double> rates) {
    List<Double> values = new ArrayList<>();
    int epochs = Math.max(1, settings.epochs / 2);
    for (double rate : rates) {
      double value;
      try {
        // With AdaGrad's steps, weights go a way in proportion to the root of their number.
        value = best(heldOut(rate * Math.sqrt((double) settings.epochs / epochs), epochs));
      } catch (IllegalStateException e) {
        value = Double.NaN;
      }
      log("learning rate %s, %d epochs: F1 %.5f on sentences held out", rate, epochs, value);
      listener.rateTried(new RateSearch.Trial(rate, value));
      values.add(value);
    }
    return values;
  }

  /** What some weights find in sentences: scores, whether right, and how many are marked. */
  private record Found(float[] scores, boolean[] right, int marked) {}

  private List<Found> heldOut(double rate, int epochs) {
    int size = sentences.size();
    if (!development.isEmpty()) {
      int[] all = IntStream.range(0, size).toArray();
      return List.of(found(train(all, rate, epochs, false), development));
    }
    int[] order = Seeds.permutation(size, seed);
    int folds = Math.min(FOLDS, size);
    List<Found> found = new ArrayList<>();
    for (int fold = 0; fold < (size < CROSS_VALIDATED_BELOW ? folds : 1); fold++) {
      int from = (int) ((long) fold * size / folds);
      int to = (int) ((long) (fold + 1) * size / folds);
      int[] rest =
          IntStream.range(0, size).filter(i -> i < from || i >= to).map(i -> order[i]).toArray();
      Arrays.sort(rest);
      List<TrainingSentence> part =
          IntStream.range(from, to).mapToObj(i -> sentences.get(order[i])).toList();
      found.add(found(train(rest, rate, epochs, false), part));
    }
    return found;
  }

  private SpanWeights train(int[] order, double rate, int epochs, boolean isTold) {
    SpanWeights weights = new SpanWeights(space, types);
    for (int length = 1; length <= longest; length++) {
      for (int t = 0; t < types; t++) {
        weights.span[space.ofLength(length) * types + t] = (float) prior[(length - 1) * types + t];
      }
    }
    SpanDescent descent =
        new SpanDescent(
            loss,
            weights,
            new SpanWeights(space, types),
            live(order),
            settings.gradientCutoff,
            crew);
    double unit = rate * rateUnit;
    ProgressLog log = new ProgressLog(logger, isTold ? settings.loggingInterval : -1.0);
    new EpochLoop(epochs, order.length, log, isTold ? listener : progress -> {})
        .run(
            epoch -> {
              int[] shuffled = order.clone();
              Seeds.shuffle(shuffled, Seeds.ofEpoch(seed, epoch));
              double sum =
                  descent.run(
                      sentences,
                      shuffled,
                      Seeds.ofEpoch(seed, epoch),
                      unit * (epochs - epoch + 1) / epochs,
                      unit * (epochs - epoch) / epochs);
              return sum / order.length;
            });
    return weights;
  }

  /** The features of spans that a marked span of these sentences has: others stay at 0. */
  private boolean[] live(int[] order) {
    boolean[] live = new boolean[space.spans()];
    for (int number : order) {
      TrainingSentence sentence = sentences.get(number);
      IdLists lists = sentence.row().spans();
      for (int target : sentence.targets()) {
        int span = target / types;
        for (int k = lists.start(span); k < lists.end(span); k++) {
          live[lists.ids()[k]] = true;
        }
      }
    }
    for (int length = 1; length <= longest; length++) {
      live[space.ofLength(length)] = true;
    }
    return live;
  }

  private Found found(SpanWeights weights, List<TrainingSentence> part) {
    List<List<SpanDecoder.Candidate>> taken =
        crew.all(
            part.size(),
            i -> {
              SpanRow row = part.get(i).row();
              return decoder.decode(
                  row.grid(),
                  weights.score(row),
                  types,
                  Double.NEGATIVE_INFINITY,
                  row.grid().size());
            });
    int size = taken.stream().mapToInt(List::size).sum();
    float[] scores = new float[size];
    boolean[] right = new boolean[size];
    int marked = 0;
    int next = 0;
    for (int i = 0; i < part.size(); i++) {
      TrainingSentence sentence = part.get(i);
      marked += sentence.targets().length + sentence.lost();
      for (SpanDecoder.Candidate span : taken.get(i)) {
        int label = sentence.row().grid().index(span.start(), span.end()) * types + span.type();
        scores[next] = (float) span.score();
        right[next++] = Arrays.binarySearch(sentence.targets(), label) >= 0;
      }
    }
    return new Found(scores, right, marked);
  }

  /** All that was found, and what was not as spans below every cut. */
  private static Found join(List<Found> parts) {
    int marked = parts.stream().mapToInt(Found::marked).sum();
    int size = parts.stream().mapToInt(part -> part.scores.length).sum();
    int reached = 0;
    for (Found part : parts) {
      for (boolean right : part.right) {
        reached += right ? 1 : 0;
      }
    }
    float[] scores = new float[size + marked - reached];
    boolean[] right = new boolean[scores.length];
    int next = 0;
    for (Found part : parts) {
      System.arraycopy(part.scores, 0, scores, next, part.scores.length);
      System.arraycopy(part.right, 0, right, next, part.scores.length);
      next += part.scores.length;
    }
    Arrays.fill(scores, next, scores.length, Float.NEGATIVE_INFINITY);
    Arrays.fill(right, next, scores.length, true);
    return new Found(scores, right, marked);
  }

  private double cut(List<Found> parts) {
    Found found = join(parts);
    if (found.marked == 0) {
      return threshold;
    }
    double cut = search(found).cuts()[0];
    return Double.isFinite(cut) ? cut : threshold;
  }

  /** F1 at the best cut. */
  private double best(List<Found> parts) {
    Found found = join(parts);
    return found.marked == 0 ? 0.0 : search(found).best();
  }

  private static CutSearch.Result search(Found found) {
    return new CutSearch("MicroF1", false).search(found.scores, found.right, 1);
  }
}
