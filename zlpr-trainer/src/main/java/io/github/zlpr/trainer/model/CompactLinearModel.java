package io.github.zlpr.trainer.model;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.core.BaseScores;
import io.github.zlpr.core.DenseScores;
import io.github.zlpr.core.LabelScores;
import io.github.zlpr.core.LabelScoring;
import io.github.zlpr.core.ListedScores;
import io.github.zlpr.trainer.model.protos.CompactLinearModelProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;
import org.tribuo.math.protos.NormalizerProto;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A linear multi-label model of few weights, one byte each: what Tribuo's {@code LinearSGDModel}
 * is, in a thirtieth of the space.
 *
 * <p>The score of a label is its bias plus the sum, by increasing feature id, of weight times value
 * ({@link CompactWeights}), the values scaled first if the model was trained so ({@link
 * FeatureScales}). Scores are normalised if the objective wants it; the labels whose scores are
 * above the threshold are predicted. Predictions, top features and excuses look as those of
 * Tribuo's model, but top features leave out those without a weight. It exports to ONNX as a dense
 * matrix, unless it scales values.
 *
 * <p>Instances do not change and may be used by several threads. Serialised by a protobuf message
 * of its own; {@link Model#deserialize} loads it where this class is on the class path.
 */
public final class CompactLinearModel extends Model<MultiLabel>
    implements LabelScoring, ONNXExportable {
  private static final long serialVersionUID = 1L;

  /** Protobuf serialization version. */
  public static final int CURRENT_VERSION = 0;

  /** Fewer labels are scored all. */
  private static final int FEWEST_LISTED = 1000;

  private static final Comparator<Pair<String, Double>> LARGEST_LAST =
      Comparator.<Pair<String, Double>>comparingDouble(pair -> Math.abs(pair.getB()))
          .thenComparing(Pair::getA, Comparator.reverseOrder());

  /** What is done with the values of features first. */
  private final FeatureScales scales;

  /** The weights. */
  private final CompactWeights weights;

  /** One bias for each label. */
  private final double[] biases;

  /** Normalises the scores. */
  private final VectorNormalizer normalizer;

  /** A label is predicted if its score is above it. */
  private final double threshold;

  /** The names of the labels, by id. */
  private final String[] names;

  /** What {@link #baseScores()} found, null before it was asked. */
  @SuppressWarnings("serial") // computed anew
  private transient volatile Optional<BaseScores> baseScores;

  /**
   * A model.
   *
   * @param name the model's name.
   * @param provenance its provenance.
   * @param featureMap the features; kept as a {@link CompactFeatureMap} if they can be.
   * @param labels the labels.
   * @param generatesProbabilities whether normalised scores are probabilities.
   * @param weights the weights of so many features and labels.
   * @param biases the biases by label id.
   * @param normalizer the normaliser of the scores.
   * @param threshold labels with a normalised score above it are predicted.
   * @throws IllegalArgumentException if weights or biases are not those of so many features and
   *     labels.
   */
  public CompactLinearModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> labels,
      boolean generatesProbabilities,
      CompactWeights weights,
      double[] biases,
      VectorNormalizer normalizer,
      double threshold) {
    this(
        name,
        provenance,
        featureMap,
        labels,
        generatesProbabilities,
        FeatureScales.NONE,
        weights,
        biases,
        normalizer,
        threshold);
  }

  private CompactLinearModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> labels,
      boolean generatesProbabilities,
      FeatureScales scales,
      CompactWeights weights,
      double[] biases,
      VectorNormalizer normalizer,
      double threshold) {
    super(name, provenance, CompactFeatureMap.of(featureMap), labels, generatesProbabilities);
    if (weights.features() != featureMap.size()
        || weights.labels() != labels.size()
        || biases.length != labels.size()) {
      throw new IllegalArgumentException(
          weights.features()
              + " x "
              + weights.labels()
              + " weights and "
              + biases.length
              + " biases for "
              + featureMap.size()
              + " features and "
              + labels.size()
              + " labels");
    }
    this.scales = scales;
    this.weights = weights;
    this.biases = biases.clone();
    this.normalizer = normalizer;
    this.threshold = threshold;
    names = new String[labels.size()];
    Arrays.setAll(names, id -> labels.getOutput(id).getLabelString());
  }

  /**
   * Deserialization factory.
   *
   * @param version the serialized object version.
   * @param className the class name.
   * @param message the serialized data.
   * @return the deserialized model.
   * @throws InvalidProtocolBufferException if the message is not that of a compact model.
   */
  public static CompactLinearModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    ProtoVersion.require(version, CURRENT_VERSION);
    CompactLinearModelProto proto = message.unpack(CompactLinearModelProto.class);
    ModelDataCarrier<?> carrier =
        ModelDataCarrier.deserialize(proto.getMetadata().unpack(ModelDataProto.class));
    if (!(carrier.outputDomain().getOutput(0) instanceof MultiLabel)) {
      throw new InvalidProtocolBufferException(
          "a compact model predicts labels, found " + carrier.outputDomain().getClass());
    }
    @SuppressWarnings("unchecked") // its outputs are such
    ImmutableOutputInfo<MultiLabel> labels =
        (ImmutableOutputInfo<MultiLabel>) carrier.outputDomain();
    CompactWeights weights;
    try {
      weights =
          CompactWeights.decode(
              carrier.featureDomain().size(),
              labels.size(),
              proto.getRowLengths(),
              proto.getRows());
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
    return new CompactLinearModel(
        carrier.name(),
        carrier.provenance(),
        carrier.featureDomain(),
        labels,
        carrier.generatesProbabilities(),
        FeatureScales.decode(carrier.featureDomain().size(), proto.getFeatureScales()),
        weights,
        proto.getBiasesList().stream().mapToDouble(Double::doubleValue).toArray(),
        VectorNormalizer.deserialize(proto.getNormalizer().unpack(NormalizerProto.class)),
        proto.getThreshold());
  }

  @Override
  public ModelProto serialize() {
    CompactLinearModelProto.Builder proto =
        CompactLinearModelProto.newBuilder()
            .setMetadata(Any.pack(createDataCarrier().serialize()))
            .setNormalizer(Any.pack(normalizer.serialize()))
            .setThreshold(threshold)
            .setRowLengths(weights.encodeRowLengths())
            .setRows(weights.encodeRows())
            .setFeatureScales(scales.encode());
    for (double bias : biases) {
      proto.addBiases(bias);
    }
    return ModelProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(CompactLinearModel.class.getName())
        .setSerializedData(Any.pack(proto.build()))
        .build();
  }

  /**
   * The weights.
   *
   * @return the weights by feature and label id.
   */
  public CompactWeights getWeights() {
    return weights;
  }

  /**
   * This model with other weights.
   *
   * @param other weights of as many features and labels.
   * @return a new model.
   */
  public CompactLinearModel withWeights(CompactWeights other) {
    return new CompactLinearModel(
        name,
        provenance,
        featureIDMap,
        outputIDInfo,
        generatesProbabilities,
        scales,
        other,
        biases,
        normalizer,
        threshold);
  }

  /**
   * This model with other scales.
   *
   * @param other what is done with the values of features before they are weighed.
   * @return a new model.
   */
  public CompactLinearModel withScales(FeatureScales other) {
    return new CompactLinearModel(
        name,
        provenance,
        featureIDMap,
        outputIDInfo,
        generatesProbabilities,
        other,
        weights,
        biases,
        normalizer,
        threshold);
  }

  /**
   * The bias of a label.
   *
   * @param label the label's id.
   * @return its raw score for an example without features.
   */
  public double getBias(int label) {
    return biases[label];
  }

  @Override
  public double getThreshold() {
    return threshold;
  }

  /**
   * Examples that touch few of the labels get {@link ListedScores}, if the normaliser works on one
   * score at a time.
   */
  @Override
  public Scorer scorer() {
    return biases.length < FEWEST_LISTED || !baseScores().isPresent()
        ? new DenseScorer()
        : new TouchingScorer(new TouchedScores(biases, baseScores().orElseThrow(), normalizer));
  }

  private final class DenseScorer implements Scorer {
    @Override
    public LabelScores score(int[] features, double[] values) {
      return new DenseScores(CompactLinearModel.this.score(features, values));
    }

    @Override
    public double[] score(int[] features, double[] values, int[] labels) {
      double[] scores = CompactLinearModel.this.score(features, values);
      return Arrays.stream(labels).mapToDouble(label -> scores[label]).toArray();
    }
  }

  private final class TouchingScorer implements Scorer {
    private final TouchedScores touched;

    TouchingScorer(TouchedScores touched) {
      this.touched = touched;
    }

    private void touch(int[] features, double[] values) {
      double[] scaled = scales.apply(features, values);
      for (int i = 0; i < features.length; i++) {
        weights.addTo(features[i], scaled[i], touched);
      }
    }

    @Override
    public LabelScores score(int[] features, double[] values) {
      touch(features, values);
      return touched.take();
    }

    @Override
    public double[] score(int[] features, double[] values, int[] labels) {
      touch(features, values);
      return touched.take(labels);
    }
  }

  private Optional<BaseScores> baseScores() {
    Optional<BaseScores> scores = baseScores;
    if (scores == null) {
      scores = TouchedScores.base(biases, normalizer);
      baseScores = scores;
    }
    return scores;
  }

  /**
   * The scores of an example, as the model's predictions have them. May be called by several
   * threads at once.
   *
   * @param features ids of the example's features, increasing.
   * @param values their values.
   * @return a new array, the scores by label id.
   */
  public double[] score(int[] features, double[] values) {
    double[] scores = biases.clone();
    double[] scaled = scales.apply(features, values);
    for (int i = 0; i < features.length; i++) {
      weights.addTo(features[i], scaled[i], scores);
    }
    normalizer.normalizeInPlace(scores);
    return scores;
  }

  /**
   * Predicts the labels of an example.
   *
   * @param example the example.
   * @return the labels whose scores are above the threshold, and the scores of all labels.
   * @throws IllegalArgumentException if the model knows no feature of the example.
   */
  @Override
  public Prediction<MultiLabel> predict(Example<MultiLabel> example) {
    Known known = known(example);
    if (known.ids.length == 0) {
      throw new IllegalArgumentException("No features found in Example " + example);
    }
    double[] scores = score(known.ids, known.values);
    Set<Label> predicted = new HashSet<>();
    for (int id = 0; id < names.length; id++) {
      if (scores[id] > threshold) {
        predicted.add(new Label(names[id], scores[id]));
      }
    }
    Map<String, MultiLabel> all =
        new ScoreMap((ImmutableMultiLabelInfo) outputIDInfo, names, scores);
    return new Prediction<>(
        new MultiLabel(predicted), all, known.ids.length, example, generatesProbabilities);
  }

  /** The features of an example that the model knows, by increasing id, and their values. */
  private record Known(int[] ids, double[] values) {}

  private Known known(Example<MultiLabel> example) {
    SparseVector row = SparseVector.createSparseVector(example, featureIDMap, true);
    int size = row.numActiveElements() - 1; // the last one is the bias
    Known known = new Known(new int[size], new double[size]);
    int i = 0;
    for (VectorTuple feature : row) {
      if (i < size) {
        known.ids[i] = feature.index;
        known.values[i++] = feature.value;
      }
    }
    return known;
  }

  /**
   * The features with the largest absolute weights of each label, the bias among them as {@value
   * Model#BIAS_FEATURE}.
   *
   * @param n the number of features for each label, negative for all that have a weight.
   * @return by label, the features with their weights, largest first; of equal ones the first name.
   */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    int most = n < 0 ? Integer.MAX_VALUE : n;
    List<PriorityQueue<Pair<String, Double>>> queues = new ArrayList<>();
    for (double bias : biases) {
      PriorityQueue<Pair<String, Double>> queue = new PriorityQueue<>(LARGEST_LAST);
      queues.add(queue);
      offer(queue, new Pair<>(BIAS_FEATURE, bias), most);
    }
    for (int feature = 0; feature < weights.features(); feature++) {
      String name = name(feature);
      weights.forEach(
          feature,
          (label, weight) -> offer(queues.get(label), new Pair<>(name, (double) weight), most));
    }
    Map<String, List<Pair<String, Double>>> top = new HashMap<>();
    for (int label = 0; label < names.length; label++) {
      List<Pair<String, Double>> features = new ArrayList<>(queues.get(label));
      features.sort(LARGEST_LAST.reversed());
      top.put(names[label], features);
    }
    return top;
  }

  private static void offer(
      PriorityQueue<Pair<String, Double>> queue, Pair<String, Double> feature, int most) {
    if (queue.size() < most) {
      queue.offer(feature);
    } else if (most > 0 && LARGEST_LAST.compare(feature, queue.element()) > 0) {
      queue.remove();
      queue.offer(feature);
    }
  }

  private String name(int feature) {
    return featureIDMap instanceof CompactFeatureMap compact
        ? compact.getName(feature)
        : featureIDMap.get(feature).getName();
  }

  /**
   * The parts of each label's raw score: one for each known feature of the example, and the bias.
   */
  @Override
  public Optional<Excuse<MultiLabel>> getExcuse(Example<MultiLabel> example) {
    Map<String, List<Pair<String, Double>>> parts = new HashMap<>();
    for (int label = 0; label < names.length; label++) {
      List<Pair<String, Double>> ofLabel = new ArrayList<>();
      ofLabel.add(new Pair<>(BIAS_FEATURE, biases[label]));
      parts.put(names[label], ofLabel);
    }
    Known known = known(example);
    double[] scaled = scales.apply(known.ids, known.values);
    for (int i = 0; i < scaled.length; i++) {
      double[] ofFeature = new double[names.length];
      weights.addTo(known.ids[i], scaled[i], ofFeature);
      for (int label = 0; label < names.length; label++) {
        parts.get(names[label]).add(new Pair<>(name(known.ids[i]), ofFeature[label]));
      }
    }
    parts.values().forEach(list -> list.sort((a, b) -> b.getB().compareTo(a.getB())));
    return Optional.of(new Excuse<>(example, predict(example), parts));
  }

  /** Exports the model with all its weights, those left out as zeros. */
  @Override
  public OnnxMl.ModelProto exportONNXModel(String domain, long modelVersion) {
    ONNXContext onnx = new ONNXContext();
    onnx.setName("MultiLabel-CompactLinearModel");
    ONNXPlaceholder input = onnx.floatInput("input", featureIDMap.size());
    ONNXPlaceholder output = onnx.floatOutput("output", outputIDInfo.size());
    writeONNXGraph(input).assignTo(output);
    return ONNXExportable.buildModel(onnx, domain, modelVersion, this);
  }

  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    if (!scales.isNone()) {
      throw new IllegalStateException(
          "a model that scales its features cannot be exported to ONNX; train with tfIdf false, or"
              + " with LinearMultiLabelTrainer");
    }
    if ((long) featureIDMap.size() * names.length > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalStateException(
          "ONNX holds all "
              + featureIDMap.size()
              + " x "
              + names.length
              + " weights in one array, and these do not fit");
    }
    ONNXContext onnx = input.onnxContext();
    ONNXInitializer matrix =
        onnx.floatTensor(
            "compact_weights",
            List.of(featureIDMap.size(), names.length),
            buffer -> {
              float[] row = new float[names.length];
              for (int feature = 0; feature < weights.features(); feature++) {
                Arrays.fill(row, 0f);
                weights.forEach(feature, (label, weight) -> row[label] = weight);
                buffer.put(row);
              }
            });
    ONNXInitializer bias =
        onnx.floatTensor(
            "compact_biases",
            List.of(names.length),
            buffer -> Arrays.stream(biases).forEach(value -> buffer.put((float) value)));
    return normalizer.exportNormalizer(input.apply(ONNXOperators.GEMM, List.of(matrix, bias)));
  }

  @Override
  protected CompactLinearModel copy(String newName, ModelProvenance newProvenance) {
    return new CompactLinearModel(
        newName,
        newProvenance,
        featureIDMap,
        outputIDInfo,
        generatesProbabilities,
        scales,
        weights,
        biases,
        normalizer,
        threshold);
  }
}
