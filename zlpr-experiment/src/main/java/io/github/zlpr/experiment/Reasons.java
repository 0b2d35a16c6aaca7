package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.core.ModelWrapper;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.core.VectorFeature;
import io.github.zlpr.trainer.model.CompactLinearModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.transform.TransformedModel;

/**
 * Why a linear model gives a label its score: the score is the sum of the parts
 *
 * <pre>
 *   s_l = b_l + Σ_f w_lf x_f
 * </pre>
 *
 * so each feature's part is exact.
 *
 * <ul>
 *   <li>The part of the bias is named {@value #INTERCEPT}.
 *   <li>Where features are transformed, as by {@code TransformTrainer}, x is the transformed value,
 *       and the feature has its own name; the value shown is the original one.
 *   <li>The components of a vector ({@link VectorFeature}), such as that of a text encoder, mean
 *       nothing one by one: they are one part, with the vector's name in parentheses, as in {@code
 *       (encoder)}; its value is the vector's norm.
 *   <li>The parts add up to the raw score. A model with a normaliser, such as Tribuo's with a
 *       sigmoid, or a calibrated one, shows a function of it.
 *   <li>An ensemble's parts are the mean of its members' parts.
 * </ul>
 */
public final class Reasons {

  /** The name of the part that no feature gives. */
  public static final String INTERCEPT = "(intercept)";

  private final Model<MultiLabel> model;

  /**
   * A part of a score.
   *
   * @param feature the name of the feature, or that of a vector in parentheses.
   * @param value its value in the example; 1 for the intercept; the norm of a vector.
   * @param part what it adds to the score; negative if it takes away.
   */
  public record Part(String feature, double value, double part) {}

  /**
   * Reasons for what a model predicts.
   *
   * @param model a linear model, also inside a wrapper of this project, a transformation or an
   *     ensemble.
   * @throws IllegalArgumentException naming its class if it is of another kind.
   */
  public Reasons(Model<MultiLabel> model) {
    requireLinear(model);
    this.model = model;
  }

  private static void requireLinear(Model<MultiLabel> model) {
    if (model instanceof ModelWrapper wrapper) {
      requireLinear(wrapper.getInnerModel());
    } else if (model instanceof TransformedModel<MultiLabel> transformed) {
      requireLinear(transformed.getInnerModel());
    } else if (model instanceof WeightedEnsembleModel<MultiLabel> ensemble) {
      ensemble.getModels().forEach(Reasons::requireLinear);
    } else if (!(model instanceof LinearSGDModel || model instanceof CompactLinearModel)) {
      throw new IllegalArgumentException(
          "reasons are there for linear models only, not for a " + model.getClass().getName());
    }
  }

  /**
   * The features that speak most for and against each label, whatever the example.
   *
   * @param model any model.
   * @param n how many features for each label.
   * @return features and weights by label, the largest absolute weight first; empty if the model is
   *     not linear.
   */
  public static Map<String, List<Pair<String, Double>>> heaviest(Model<MultiLabel> model, int n) {
    Object inner = model;
    while (inner instanceof ModelWrapper wrapper) {
      inner = wrapper.getInnerModel();
    }
    return inner instanceof LinearSGDModel || inner instanceof CompactLinearModel
        ? ((Model<?>) inner).getTopFeatures(n)
        : Map.of();
  }

  /**
   * Explains scores.
   *
   * @param example an example with a feature that the model knows.
   * @param n how many features that add to a score, and how many that take from it, are listed for
   *     each label.
   * @return for each label the intercept, then the features that add most, the largest first, then
   *     those that take most, the largest last; features that the model does not know and parts of
   *     0 are left out.
   */
  public Map<String, List<Part>> of(Example<MultiLabel> example, int n) {
    Map<String, Double> values = new HashMap<>();
    for (Feature feature : example) {
      values.merge(feature.getName(), feature.getValue(), Double::sum);
    }
    Map<String, List<Part>> reasons = new HashMap<>();
    RootLocale.call(() -> parts(model, example))
        .forEach((label, parts) -> reasons.put(label, shorten(sort(parts, values), n)));
    return reasons;
  }

  /** What each feature adds to each label's score; features that are twice in an example, once. */
  private static Map<String, Map<String, Double>> parts(
      Model<MultiLabel> model, Example<MultiLabel> example) {
    if (model instanceof ModelWrapper wrapper) {
      return parts(wrapper.getInnerModel(), example);
    }
    if (model instanceof TransformedModel<MultiLabel> transformed) {
      return parts(transformed.getInnerModel(), transform(transformed, example));
    }
    Map<String, Map<String, Double>> sums = new HashMap<>();
    if (model instanceof WeightedEnsembleModel<MultiLabel> ensemble) {
      for (Model<MultiLabel> member : ensemble.getModels()) {
        parts(member, example)
            .forEach(
                (label, parts) ->
                    parts.forEach(
                        (feature, part) ->
                            add(sums, label, feature, part / ensemble.getNumModels())));
      }
    } else {
      model
          .getExcuse(example)
          .orElseThrow()
          .getScores()
          .forEach(
              (label, parts) -> parts.forEach(part -> add(sums, label, part.getA(), part.getB())));
    }
    return sums;
  }

  private static void add(
      Map<String, Map<String, Double>> sums, String label, String feature, double part) {
    sums.computeIfAbsent(label, name -> new HashMap<>()).merge(feature, part, Double::sum);
  }

  /** As the model's own predict does; its getExcuse would leave out features that are 0. */
  private static Example<MultiLabel> transform(
      TransformedModel<MultiLabel> model, Example<MultiLabel> example) {
    if (!model.getDensify()) {
      return model.getTransformerMap().transformExample(example);
    }
    List<String> names = new ArrayList<>();
    model.getFeatureIDMap().forEach(feature -> names.add(feature.getName()));
    Collections.sort(names);
    return model.getTransformerMap().transformExample(example, names);
  }

  private static List<Part> sort(Map<String, Double> parts, Map<String, Double> values) {
    List<Part> sorted = new ArrayList<>();
    SortedMap<String, SortedMap<String, Double>> vectors = new TreeMap<>();
    parts.forEach(
        (feature, part) -> {
          Optional<String> vector = VectorFeature.vector(feature);
          if (vector.isPresent()) {
            vectors.computeIfAbsent(vector.get(), name -> new TreeMap<>()).put(feature, part);
          } else if (feature.equals(Model.BIAS_FEATURE)) {
            sorted.add(new Part(INTERCEPT, 1.0, part));
          } else {
            sorted.add(new Part(feature, values.getOrDefault(feature, 0.0), part));
          }
        });
    vectors.forEach((vector, components) -> sorted.add(sum(vector, components, values)));
    sorted.sort(Comparator.comparingDouble(Part::part).reversed().thenComparing(Part::feature));
    return sorted;
  }

  /** A vector as one part; the components are added in their order. */
  private static Part sum(
      String vector, SortedMap<String, Double> components, Map<String, Double> values) {
    double sum = 0.0;
    double squares = 0.0;
    for (Map.Entry<String, Double> component : components.entrySet()) {
      sum += component.getValue();
      double value = values.getOrDefault(component.getKey(), 0.0);
      squares += value * value;
    }
    return new Part("(" + vector + ")", Math.sqrt(squares), sum);
  }

  private static List<Part> shorten(List<Part> parts, int n) {
    List<Part> intercept = parts.stream().filter(p -> p.feature().equals(INTERCEPT)).toList();
    List<Part> adding =
        parts.stream().filter(p -> !p.feature().equals(INTERCEPT) && p.part() > 0.0).toList();
    List<Part> taking =
        parts.stream().filter(p -> !p.feature().equals(INTERCEPT) && p.part() < 0.0).toList();
    List<Part> listed = new ArrayList<>(intercept);
    listed.addAll(adding.subList(0, Math.min(n, adding.size())));
    listed.addAll(taking.subList(Math.max(0, taking.size() - n), taking.size()));
    return listed;
  }
}
