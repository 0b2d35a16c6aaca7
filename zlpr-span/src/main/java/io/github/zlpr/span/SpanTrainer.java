package io.github.zlpr.span;

import static io.github.zlpr.core.Settings.check;
import static io.github.zlpr.core.Settings.checkCount;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.WithoutEffect;
import io.github.zlpr.eval.scoring.TaskThreads;
import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.linear.RawThreshold;
import io.github.zlpr.trainer.linear.TrainingHistory;
import io.github.zlpr.trainer.linear.TrainingListener;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.RealInfo;
import org.tribuo.Trainer;
import org.tribuo.Tribuo;
import org.tribuo.VariableInfo;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains models that find spans in sentences.
 *
 * <p>Every span of a sentence, up to the longest one, and every type are one label of that
 * sentence. The score of a label is linear in the {@link SpanFeatures} of the span, with the same
 * weights in all sentences, and the loss compares the scores of the labels that are true with those
 * of all others: for {@link ZLPR}
 *
 * <pre>
 *   log(1 + Σ e^(s of the wrong spans)) + log(1 + Σ e^(−s of the true spans))
 * </pre>
 *
 * There is nothing to tune. By default it chooses, the same for any number of threads:
 *
 * <ul>
 *   <li>The longest span: the fewest tokens that cover {@value #COVERED} % of the marked spans.
 *   <li>Whether spans may be nested: if marked ones overlap.
 *   <li>The start: the scores that are best when only lengths are known.
 *   <li>The learning rate and the cut of the scores, by F1 on development data or on sentences held
 *       out. The scores are moved so that the cut is at the loss's threshold.
 * </ul>
 *
 * <p>Source: 苏剑林, <a href="https://kexue.fm/archives/8373">GlobalPointer：用统一的方式处理嵌套和非嵌套NER</a>
 * (2021), for spans as labels of their sentence.
 *
 * <ul>
 *   <li>Weights are there only for features that were seen: of tokens and surroundings, at least
 *       {@code minCount} times; of spans as wholes, those that a marked span has.
 *   <li>A marked span that is longer than the longest cannot be found; how many there are is
 *       logged. So is the number of marked spans that overlap others where {@code spans} is {@code
 *       flat}.
 *   <li>Sentences are kept as numbers while training: about 4 bytes for each feature of each token
 *       and span.
 * </ul>
 */
public final class SpanTrainer implements Configurable, Provenancable<TrainerProvenance> {
  private static final Logger logger = Logger.getLogger(SpanTrainer.class.getName());

  private static final int COVERED = 98;

  /** Features whose weights are all smaller are left out of the model. */
  private static final float LEAST_WEIGHT = 0.01f;

  private static final String AUTOMATIC = "automatic";
  private static final String FLAT = "flat";
  private static final String NESTED = "nested";
  private static final String NONE = "none";

  @Config(description = "The loss: a MultiLabelLoss, or any Tribuo MultiLabelObjective (slower).")
  MultiLabelObjective objective = new ZLPR();

  @Config(description = "The features of spans.")
  SpanFeatures features = new SpanFeatures();

  @Config(description = "The number of passes over the sentences, at least 1.")
  int epochs = 8;

  @Config(
      description =
          "First learning rate, relative to the norm of a typical span; it falls linearly to 0. 0"
              + " to choose it.")
  double learningRate = 0.0;

  @Config(
      description =
          "automatic to cut the scores where F1 is best on development data or sentences held out;"
              + " none for the threshold of the loss.")
  String cut = AUTOMATIC;

  @Config(description = "Most tokens of a span; 0 to choose from the marked ones.")
  int longest = 0;

  @Config(
      description =
          "flat for spans that do not overlap, nested for those that may lie in one another;"
              + " automatic for nested if marked ones overlap.")
  String spans = AUTOMATIC;

  @Config(description = "Fewest tokens that have a feature, at least 1.")
  int minCount = 2;

  @Config(
      description =
          "Components of a span's gradient below it are thinned out at random, unchanged on"
              + " average; at least 0.")
  double gradientCutoff = 1e-3;

  @Config(description = "The number of threads, 0 for one per core; has no effect on the weights.")
  @WithoutEffect
  int threads = 0;

  @Config(description = "Seed of order, held-out part and thinning.")
  long seed = Trainer.DEFAULT_SEED;

  @Config(description = "Fewest seconds between two log lines, negative for none.")
  @WithoutEffect
  double loggingInterval = 1.0;

  private TrainingListener listener = progress -> {};

  /** A trainer with the default configuration. */
  public SpanTrainer() {
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    check(objective != null, "objective", objective, "given");
    check(
        Double.isFinite(RawThreshold.of(objective)) && !limitsLabels(objective),
        "objective",
        objective,
        "a loss whose predicted labels are those above a threshold, such as ZLPR");
    check(features != null, "features", features, "given");
    checkCount("epochs", epochs);
    check(isNotNegative(learningRate), "learningRate", learningRate, "finite and at least 0");
    check(Set.of(AUTOMATIC, NONE).contains(cut), "cut", cut, AUTOMATIC + " or " + NONE);
    check(longest >= 0, "longest", longest, "at least 0");
    check(
        Set.of(AUTOMATIC, FLAT, NESTED).contains(spans),
        "spans",
        spans,
        AUTOMATIC + ", " + FLAT + " or " + NESTED);
    checkCount("minCount", minCount);
    check(isNotNegative(gradientCutoff), "gradientCutoff", gradientCutoff, "finite and at least 0");
    check(threads >= 0, "threads", threads, "at least 0");
    check(!Double.isNaN(loggingInterval), "loggingInterval", loggingInterval, "a number");
  }

  private static boolean isNotNegative(double value) {
    return value >= 0.0 && Double.isFinite(value);
  }

  private static boolean limitsLabels(MultiLabelObjective objective) {
    return objective instanceof MultiLabelLoss loss && loss.rule().maxLabels() < Integer.MAX_VALUE;
  }

  boolean cuts() {
    return cut.equals(AUTOMATIC);
  }

  /**
   * This trainer with another loss.
   *
   * @param objective the loss.
   * @return a new trainer.
   * @throws PropertyException if its rule is not a threshold alone.
   */
  public SpanTrainer withObjective(MultiLabelObjective objective) {
    return with(copy -> copy.objective = objective);
  }

  /**
   * This trainer with other features.
   *
   * @param features the features.
   * @return a new trainer.
   */
  public SpanTrainer withFeatures(SpanFeatures features) {
    return with(copy -> copy.features = features);
  }

  /**
   * This trainer with another number of epochs.
   *
   * @param epochs the number of passes over the sentences, at least 1.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SpanTrainer withEpochs(int epochs) {
    return with(copy -> copy.epochs = epochs);
  }

  /**
   * This trainer with another learning rate.
   *
   * @param learningRate the first learning rate, 0 to choose it.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SpanTrainer withLearningRate(double learningRate) {
    return with(copy -> copy.learningRate = learningRate);
  }

  /**
   * This trainer with another cut of the scores.
   *
   * @param cut automatic or none.
   * @return a new trainer.
   * @throws PropertyException if the value is none of these.
   */
  public SpanTrainer withCut(String cut) {
    return with(copy -> copy.cut = cut);
  }

  /**
   * This trainer with another longest span.
   *
   * @param longest the most tokens, 0 to choose.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SpanTrainer withLongest(int longest) {
    return with(copy -> copy.longest = longest);
  }

  /**
   * This trainer for flat or nested spans.
   *
   * @param spans flat, nested or automatic.
   * @return a new trainer.
   * @throws PropertyException if the value is none of these.
   */
  public SpanTrainer withSpans(String spans) {
    return with(copy -> copy.spans = spans);
  }

  /**
   * This trainer with another fewest number of tokens that have a feature.
   *
   * @param minCount the number, at least 1.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SpanTrainer withMinCount(int minCount) {
    return with(copy -> copy.minCount = minCount);
  }

  /**
   * This trainer with another number of threads, which changes no weight.
   *
   * @param threads the number of threads, 0 for one per core.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SpanTrainer withThreads(int threads) {
    return with(copy -> copy.threads = threads);
  }

  /**
   * This trainer with another seed.
   *
   * @param seed the seed.
   * @return a new trainer.
   */
  public SpanTrainer withSeed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /**
   * This trainer with another interval between log lines.
   *
   * @param loggingInterval the fewest seconds between two log lines, negative for none.
   * @return a new trainer.
   * @throws PropertyException if the value is out of range.
   */
  public SpanTrainer withLoggingInterval(double loggingInterval) {
    return with(copy -> copy.loggingInterval = loggingInterval);
  }

  /**
   * This trainer with a listener. It is no property, and does not change the weights.
   *
   * @param listener called after each epoch.
   * @return a new trainer.
   */
  public SpanTrainer withListener(TrainingListener listener) {
    Objects.requireNonNull(listener);
    return with(copy -> copy.listener = listener);
  }

  private SpanTrainer with(Consumer<SpanTrainer> change) {
    SpanTrainer copy = new SpanTrainer();
    Settings.copy(this, copy);
    copy.listener = listener;
    change.accept(copy);
    copy.postConfig();
    return copy;
  }

  /**
   * Trains a model; learning rate and cut are chosen on sentences held out.
   *
   * @param data the training data.
   * @return the model.
   * @throws IllegalArgumentException if no span is marked.
   * @throws IllegalStateException if the loss is not finite.
   */
  public SpanModel train(SpanDataSource data) {
    return train(data, null, Map.of());
  }

  /**
   * Trains a model.
   *
   * @param data the training data.
   * @param development the data on which learning rate and cut are chosen; null to hold sentences
   *     out.
   * @param runProvenance provenance of the run, to be added to the model's.
   * @return the model.
   * @throws IllegalArgumentException if no span is marked.
   * @throws IllegalStateException if the loss is not finite.
   */
  public SpanModel train(
      SpanDataSource data, SpanDataSource development, Map<String, Provenance> runProvenance) {
    TrainingListener told = TrainingHistory.begin(listener, SpanFit.METRIC);
    List<Sentence> sentences = new ArrayList<>();
    data.forEach(sentences::add);
    List<Sentence> developed = new ArrayList<>();
    if (development != null) {
      development.forEach(developed::add);
    }
    TypeCounts counts = new TypeCounts(sentences);
    List<String> types = List.of(SpanModel.types(counts.types()));
    boolean nested = spans.equals(NESTED) || (spans.equals(AUTOMATIC) && counts.overlapping() > 0);
    int most = longest == 0 ? counts.longest(COVERED / 100.0) : longest;
    warn(counts, nested, most);
    features.lists();
    List<String> names = FeatureSpace.names(features, sentences, minCount, most);
    FeatureSpace space = new FeatureSpace(features, names);
    try (TaskThreads crew = new TaskThreads(threads)) {
      List<TrainingSentence> training = encode(space, sentences, types, most, crew);
      logger.info(
          String.format(
              Locale.ROOT,
              "training on %,d sentences with %,d marked spans of %d types, at most %d tokens long,"
                  + " with %,d features",
              sentences.size(),
              counts.all(),
              types.size(),
              most,
              names.size()));
      SpanFit.Result fit =
          new SpanFit(
                  this,
                  space,
                  training,
                  encode(space, developed, types, most, crew),
                  types.size(),
                  most,
                  new SpanDecoder(nested),
                  seed,
                  crew,
                  told)
              .run();
      int[] kept = kept(space, fit.weights());
      return new SpanModel(
          "span-model",
          provenance(data, sentences, kept.length, counts, fit, runProvenance),
          featureMap(names, kept, training, space),
          counts.types(),
          fit.weights().compact(space, kept),
          features,
          most,
          nested,
          RawThreshold.of(objective));
    }
  }

  private static List<TrainingSentence> encode(
      FeatureSpace space,
      List<Sentence> sentences,
      List<String> types,
      int most,
      TaskThreads crew) {
    return TrainingSentence.all(space.encode(sentences, most, crew), sentences, types);
  }

  /** The features with a weight that counts. */
  private int[] kept(FeatureSpace space, SpanWeights weights) {
    return IntStream.range(0, space.size())
        .filter(id -> weights.largest(space, id) >= LEAST_WEIGHT)
        .toArray();
  }

  private static ImmutableFeatureMap featureMap(
      List<String> names, int[] kept, List<TrainingSentence> training, FeatureSpace space) {
    int[] counts = new int[space.size()];
    for (TrainingSentence sentence : training) {
      count(sentence.row().contexts(), 0, counts);
      count(sentence.row().spans(), space.contexts(), counts);
      count(sentence.row().tokens(), space.contexts() + space.spans(), counts);
    }
    List<VariableInfo> infos = new ArrayList<>();
    for (int id : kept) {
      infos.add(new RealInfo(names.get(id), counts[id], 1.0, 1.0, 1.0, 0.0));
    }
    return new ImmutableFeatureMap(infos);
  }

  private static void count(IdLists lists, int first, int[] counts) {
    for (int id : lists.ids()) {
      counts[first + id]++;
    }
  }

  private ModelProvenance provenance(
      SpanDataSource data,
      List<Sentence> sentences,
      int featureCount,
      TypeCounts counts,
      SpanFit.Result fit,
      Map<String, Provenance> runProvenance) {
    Map<String, Provenance> run = new HashMap<>(runProvenance);
    run.put("chosen-learning-rate", new DoubleProvenance("chosen-learning-rate", fit.rate()));
    run.put("chosen-cut", new DoubleProvenance("chosen-cut", fit.cut()));
    Map<String, Provenance> dataset = new HashMap<>();
    put(dataset, new StringProvenance("class-name", SpanDataSource.class.getName()));
    put(dataset, new BooleanProvenance("is-dense", false));
    put(dataset, new BooleanProvenance("is-sequence", true));
    put(dataset, new IntProvenance("num-examples", sentences.size()));
    put(dataset, new IntProvenance("num-features", featureCount));
    put(dataset, new IntProvenance("num-outputs", counts.types().size()));
    put(dataset, new StringProvenance("tribuo-version", Tribuo.VERSION));
    dataset.put("datasource", data.getProvenance());
    dataset.put("transformations", new ListProvenance<>());
    return new ModelProvenance(
        SpanModel.class.getName(),
        OffsetDateTime.now(ZoneId.systemDefault()),
        new DatasetProvenance(dataset),
        getProvenance(),
        run);
  }

  private static void put(Map<String, Provenance> map, PrimitiveProvenance<?> value) {
    map.put(value.getKey(), value);
  }

  @Override
  public TrainerProvenance getProvenance() {
    Map<String, Provenance> values = new HashMap<>();
    new ConfiguredObjectProvenanceImpl(this, "SpanTrainer")
        .forEach(entry -> values.put(entry.getA(), entry.getB()));
    put(values, new IntProvenance(TrainerProvenance.TRAIN_INVOCATION_COUNT, 0));
    put(values, new BooleanProvenance(TrainerProvenance.IS_SEQUENCE, true));
    put(values, new StringProvenance(TrainerProvenance.TRIBUO_VERSION_STRING, Tribuo.VERSION));
    return new TrainerProvenanceImpl(values);
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }

  private void warn(TypeCounts counts, boolean nested, int most) {
    long tooLong = counts.longerThan(most);
    if (tooLong > 0) {
      logger.info(
          String.format(
              Locale.ROOT,
              "%,d of %,d marked spans have more than %d tokens and cannot be found; longest sets"
                  + " another limit",
              tooLong,
              counts.all(),
              most));
    }
    if (!nested && counts.overlapping() > 0) {
      logger.warning(
          String.format(
              Locale.ROOT,
              "%,d of %,d marked spans overlap one before them; a flat model finds only one of"
                  + " such spans",
              counts.overlapping(),
              counts.all()));
    }
  }
}
