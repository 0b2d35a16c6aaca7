package io.github.zlpr.span;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.span.protos.GazetteerProto;
import io.github.zlpr.span.protos.SpanFeaturesProto;
import io.github.zlpr.span.protos.SpanModelProto;
import io.github.zlpr.trainer.model.CompactFeatureMap;
import io.github.zlpr.trainer.model.CompactWeights;
import io.github.zlpr.trainer.model.ProtoVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * Finds spans in sentences: those whose scores are above the threshold of the loss, the best first,
 * as far as they agree with one another ({@link #isNested}).
 *
 * <p>For Tribuo it is a multi-label model of single spans: an example is one span of a sentence
 * ({@link #example}), its labels are the types, and so features, top features and excuses are what
 * they are for other linear models. A feature's name says which part it plays: {@code start} or
 * {@code end} of the span, {@code inside} for any of its tokens, or none for the span as a whole;
 * {@code start token:word=the}, for example.
 *
 * <p>The model keeps the settings of its features and their gazetteers, so that it needs nothing
 * but the tokens; and, if features are made of fields of the file, these.
 *
 * <p>Weights have one byte in the file. Instances do not change and may be used by several threads.
 */
public final class SpanModel extends Model<MultiLabel> implements SpanTagger {
  private static final long serialVersionUID = 1L;

  /** Protobuf serialization version. */
  public static final int CURRENT_VERSION = 0;

  private static final String[] PARTS = {"start ", "end ", "inside ", ""};

  /** The weights as they are in the file. */
  private final CompactWeights weights;

  /** The most tokens of a span. */
  private final int longest;

  /** Whether spans may lie in one another. */
  private final boolean nested;

  /** Spans have scores above it. */
  private final double threshold;

  private final transient SpanFeatures features;
  private final transient FeatureSpace space;
  private final transient SpanWeights table;

  /** The names of the types, by id. */
  private final String[] types;

  /**
   * A model.
   *
   * @param name the model's name.
   * @param provenance its provenance.
   * @param featureMap the names of the features.
   * @param outputs the types.
   * @param weights four columns for each type: start, end, inside, whole.
   * @param features makes the features.
   * @param longest the most tokens of a span.
   * @param nested whether spans may lie in one another.
   * @param threshold spans have scores above it.
   */
  SpanModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> outputs,
      CompactWeights weights,
      SpanFeatures features,
      int longest,
      boolean nested,
      double threshold) {
    super(name, provenance, CompactFeatureMap.of(featureMap), outputs, false);
    if (weights.features() != featureMap.size()
        || weights.labels() != PARTS.length * outputs.size()
        || longest < 1) {
      throw new IllegalArgumentException(
          weights.features()
              + " x "
              + weights.labels()
              + " weights for "
              + featureMap.size()
              + " features and "
              + outputs.size()
              + " types, and spans of at most "
              + longest
              + " tokens");
    }
    this.weights = weights;
    this.features = features;
    this.longest = longest;
    this.nested = nested;
    this.threshold = threshold;
    types = types(outputs);
    space = new FeatureSpace(features, featureIDMap.keySet());
    table = SpanWeights.of(space, weights, types.length);
  }

  /** The names of the types by id. */
  static String[] types(ImmutableOutputInfo<MultiLabel> outputs) {
    String[] types = new String[outputs.size()];
    Arrays.setAll(types, id -> outputs.getOutput(id).getLabelString());
    return types;
  }

  /**
   * Deserialization factory.
   *
   * @param version the serialized object version.
   * @param className the class name.
   * @param message the serialized data.
   * @return the deserialized model.
   * @throws InvalidProtocolBufferException if the message is not that of a span model.
   */
  public static SpanModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    ProtoVersion.require(version, CURRENT_VERSION);
    SpanModelProto proto = message.unpack(SpanModelProto.class);
    ModelDataCarrier<?> carrier =
        ModelDataCarrier.deserialize(proto.getMetadata().unpack(ModelDataProto.class));
    if (!(carrier.outputDomain().getOutput(0) instanceof MultiLabel)) {
      throw new InvalidProtocolBufferException(
          "the types of a span model are labels, found " + carrier.outputDomain().getClass());
    }
    @SuppressWarnings("unchecked") // its outputs are such
    ImmutableOutputInfo<MultiLabel> outputs =
        (ImmutableOutputInfo<MultiLabel>) carrier.outputDomain();
    try {
      return new SpanModel(
          carrier.name(),
          carrier.provenance(),
          carrier.featureDomain(),
          outputs,
          CompactWeights.decode(
              carrier.featureDomain().size(),
              PARTS.length * outputs.size(),
              proto.getRowLengths(),
              proto.getRows()),
          features(proto.getFeatures()),
          proto.getLongest(),
          proto.getNested(),
          proto.getThreshold());
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  private static SpanFeatures features(SpanFeaturesProto proto) {
    return new SpanFeatures(
            proto.getWindow(),
            proto.getAffixes(),
            proto.getPairs(),
            proto.getColumnsList(),
            List.of(),
            proto.getHashBits())
        .withLists(
            proto.getGazetteersList().stream()
                .map(list -> new Gazetteer(list.getName(), Set.copyOf(list.getEntriesList())))
                .toList());
  }

  @Override
  public ModelProto serialize() {
    SpanFeaturesProto.Builder settings =
        SpanFeaturesProto.newBuilder()
            .setWindow(features.window())
            .setAffixes(features.affixes())
            .setPairs(features.pairs())
            .addAllColumns(features.columns())
            .setHashBits(features.hashBits());
    for (Gazetteer list : features.lists()) {
      settings.addGazetteers(
          GazetteerProto.newBuilder()
              .setName(list.name())
              .addAllEntries(new TreeSet<>(list.entries())));
    }
    SpanModelProto proto =
        SpanModelProto.newBuilder()
            .setMetadata(Any.pack(createDataCarrier().serialize()))
            .setRowLengths(weights.encodeRowLengths())
            .setRows(weights.encodeRows())
            .setLongest(longest)
            .setNested(nested)
            .setThreshold(threshold)
            .setFeatures(settings)
            .build();
    return ModelProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(SpanModel.class.getName())
        .setSerializedData(Any.pack(proto))
        .build();
  }

  /**
   * Finds the spans of a sentence.
   *
   * @param sentence the sentence; what is marked in it is not looked at.
   * @return the spans with their scores, in their order.
   */
  public List<ScoredSpan> predict(Sentence sentence) {
    SpanRow row = space.encode(sentence, longest);
    return new SpanDecoder(nested)
        .decode(row.grid(), table.score(row), types.length, threshold, Integer.MAX_VALUE).stream()
            .map(
                found ->
                    new ScoredSpan(
                        new Span(found.start(), found.end(), types[found.type()]), found.score()))
            .sorted(Comparator.comparing(ScoredSpan::span))
            .toList();
  }

  @Override
  public List<Span> tag(Sentence sentence) {
    return predict(sentence).stream().map(ScoredSpan::span).toList();
  }

  /**
   * The most tokens of a span that can be found.
   *
   * @return at least 1.
   */
  public int longest() {
    return longest;
  }

  /**
   * Whether spans may lie in one another. If not, they do not overlap.
   *
   * @return whether they may.
   */
  public boolean isNested() {
    return nested;
  }

  /**
   * A span as an example, with the features that the model knows; a feature that several of its
   * tokens have has their number as its value.
   *
   * @param sentence the sentence.
   * @param start the place of the first token.
   * @param end the place behind the last token.
   * @return the example, of unknown labels.
   */
  public Example<MultiLabel> example(Sentence sentence, int start, int end) {
    WordViews words = new WordViews(sentence);
    Map<String, Double> values = new LinkedHashMap<>();
    features.ofContext(words, start, sink(values, PARTS[0]));
    features.ofToken(words, start, sink(values, PARTS[0]));
    features.ofContext(words, end - 1, sink(values, PARTS[1]));
    features.ofToken(words, end - 1, sink(values, PARTS[1]));
    for (int i = start; i < end; i++) {
      features.ofToken(words, i, sink(values, PARTS[2]));
    }
    for (String name : FeatureSpace.ofSpan(features, words, start, end)) {
      add(values, PARTS[3], name);
    }
    Example<MultiLabel> example = new ArrayExample<>(MultiLabelFactory.UNKNOWN_MULTILABEL);
    values.forEach((name, value) -> example.add(new Feature(name, value)));
    return example;
  }

  private FeatureSink sink(Map<String, Double> values, String part) {
    return new FeatureSpace.Names(features, name -> add(values, part, name));
  }

  private void add(Map<String, Double> values, String part, String name) {
    if (featureIDMap.getID(name) >= 0) {
      values.merge(part + name, 1.0, Double::sum);
    }
  }

  /** The part that a feature plays, as a number. */
  private static int part(String name) {
    for (int part = 0; part < PARTS.length; part++) {
      if (name.startsWith(PARTS[part])) {
        return part;
      }
    }
    throw new AssertionError("every name begins with nothing");
  }

  /**
   * Predicts the types of one span.
   *
   * @param example the span, as {@link #example} makes it.
   * @return the types whose scores are above the threshold, and the scores of all types.
   * @throws IllegalArgumentException if the model knows no feature of the example.
   */
  @Override
  public Prediction<MultiLabel> predict(Example<MultiLabel> example) {
    double[] scores = new double[types.length];
    int used = 0;
    for (Feature feature : example) {
      Map<Integer, Double> own = weights(feature.getName());
      if (own != null) {
        used++;
        own.forEach((type, weight) -> scores[type] += weight * feature.getValue());
      }
    }
    if (used == 0) {
      throw new IllegalArgumentException("No features found in Example " + example);
    }
    Set<Label> predicted = new HashSet<>();
    Map<String, MultiLabel> all = new HashMap<>();
    for (int type = 0; type < types.length; type++) {
      Label label = new Label(types[type], scores[type]);
      all.put(types[type], new MultiLabel(label));
      if (scores[type] > threshold) {
        predicted.add(label);
      }
    }
    return new Prediction<>(new MultiLabel(predicted), all, used, example, false);
  }

  /** The weights of a feature in the part it plays, by type; null for an unknown feature. */
  private Map<Integer, Double> weights(String name) {
    int part = part(name);
    int id = featureIDMap.getID(name.substring(PARTS[part].length()));
    if (id < 0) {
      return null;
    }
    Map<Integer, Double> own = new HashMap<>();
    weights.forEach(
        id,
        (column, weight) -> {
          if (column / types.length == part) {
            own.put(column % types.length, (double) weight);
          }
        });
    return own;
  }

  /**
   * The features with the largest absolute weights of each type.
   *
   * @param n the number of features for each type, negative for all that have a weight.
   * @return by type, the features with their weights, largest first; of equal ones the first name.
   */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    Map<String, List<Pair<String, Double>>> top = new HashMap<>();
    for (String type : types) {
      top.put(type, new ArrayList<>());
    }
    for (int id = 0; id < weights.features(); id++) {
      String name = featureIDMap.get(id).getName();
      weights.forEach(
          id,
          (column, weight) ->
              top.get(types[column % types.length])
                  .add(new Pair<>(PARTS[column / types.length] + name, (double) weight)));
    }
    top.replaceAll((type, all) -> largest(all, n));
    return top;
  }

  private static List<Pair<String, Double>> largest(List<Pair<String, Double>> all, int n) {
    return all.stream()
        .sorted(
            Comparator.<Pair<String, Double>>comparingDouble(pair -> -Math.abs(pair.getB()))
                .thenComparing(Pair::getA))
        .limit(n < 0 ? Long.MAX_VALUE : n)
        .toList();
  }

  /**
   * What each feature of a span adds to the score of each type.
   *
   * @param example the span, as {@link #example} makes it.
   * @return the excuse.
   */
  @Override
  public Optional<Excuse<MultiLabel>> getExcuse(Example<MultiLabel> example) {
    Map<String, List<Pair<String, Double>>> parts = new HashMap<>();
    for (String type : types) {
      parts.put(type, new ArrayList<>());
    }
    for (Feature feature : example) {
      Map<Integer, Double> own = weights(feature.getName());
      if (own != null) {
        own.forEach(
            (type, weight) ->
                parts
                    .get(types[type])
                    .add(new Pair<>(feature.getName(), weight * feature.getValue())));
      }
    }
    parts.replaceAll((type, all) -> largest(all, -1));
    return Optional.of(new Excuse<>(example, predict(example), parts));
  }

  @Override
  protected SpanModel copy(String newName, ModelProvenance newProvenance) {
    return new SpanModel(
        newName,
        newProvenance,
        featureIDMap,
        outputIDInfo,
        weights,
        features,
        longest,
        nested,
        threshold);
  }
}
