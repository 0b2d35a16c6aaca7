package io.github.zlpr.experiment.report;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.zlpr.core.LabelSelection;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.eval.scoring.LinearRule;
import io.github.zlpr.experiment.provenance.RunRecord;
import io.github.zlpr.trainer.model.CompactLinearModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tribuo.Model;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.ModelProvenance;

/**
 * What a model is, read from the model alone: what was trained on what, when and with which
 * versions, its size, its rule, its metrics and its labels.
 */
public final class ModelCard {

  /** So many of the most and of the least frequent labels are named. */
  private static final int LABELS = 10;

  /** What Tribuo's host classes are, which their names tell. */
  private static final String HOST = "host-short-name";

  private final Map<String, Object> content = new LinkedHashMap<>();

  /**
   * Reads a model.
   *
   * @param model the model.
   */
  public ModelCard(Model<MultiLabel> model) {
    ModelProvenance provenance = model.getProvenance();
    content.put("model", model.getClass().getName());
    if (model instanceof LabelSelection selection) {
      content.put("inner model", selection.getInnerModel().getClass().getName());
    }
    content.put("rule", rule(model));
    content.put("trainer", provenance.getTrainerProvenance().getClassName());
    content.put("trainer settings", settings(provenance.getTrainerProvenance()));
    content.put("chosen", chosen(provenance.getInstanceProvenance()));
    content.put("trained", provenance.getTrainingTime().toString());
    content.put("data", data(provenance));
    content.put("examples", provenance.getDatasetProvenance().getNumExamples());
    content.put("features", model.getFeatureIDMap().size());
    content.put("labels", model.getOutputIDInfo().size());
    if (model.getOutputIDInfo() instanceof ImmutableMultiLabelInfo info) {
      List<Map.Entry<String, Long>> counts = counts(info);
      content.put("most frequent labels", map(counts));
      Collections.reverse(counts);
      content.put("least frequent labels", map(counts));
    }
    Optional<RunRecord> record = RunRecord.in(model);
    content.put("metrics", record.<Object>map(RunRecord::metrics).orElse(Map.of()));
    content.put(
        "versions",
        record.map(RunRecord::versions).orElse(RunRecord.versionsInProvenance(provenance)));
    record.ifPresent(known -> content.put("digest of the weights", known.weightDigest()));
    content.values().removeIf(value -> value instanceof Map<?, ?> map && map.isEmpty());
  }

  /**
   * The card.
   *
   * @return its entries in their order: texts, numbers, maps of these and lists of maps.
   */
  public Map<String, Object> content() {
    return Collections.unmodifiableMap(content);
  }

  private static String rule(Model<MultiLabel> model) {
    if (model instanceof LabelSelection selection) {
      return rule(selection.getRule());
    }
    Object any = model;
    if (any instanceof CompactLinearModel compact) {
      return rule(PredictionRule.above(compact.getThreshold()));
    }
    if (any instanceof LinearSGDModel linear) {
      return LinearRule.of(linear)
          .map(rule -> rule(PredictionRule.above(rule.threshold())))
          .orElse("the model's own");
    }
    return "the model's own";
  }

  private static String rule(PredictionRule rule) {
    String most = rule.maxLabels() == 1 ? "the label" : "the " + rule.maxLabels() + " labels";
    if (rule.threshold() == Double.NEGATIVE_INFINITY) {
      return most + " with the highest score";
    }
    String above = "with a score above " + rule.threshold();
    return rule.maxLabels() == Integer.MAX_VALUE
        ? "the labels " + above
        : most + " with the highest score, of those " + above;
  }

  /** Properties by name, and those of inner objects as {@code objective.scale}. */
  private static Map<String, Object> settings(ConfiguredObjectProvenance object) {
    Map<String, Object> settings = new TreeMap<>(direct(object));
    object
        .getConfiguredParameters()
        .forEach(
            (name, value) -> {
              if (value instanceof ConfiguredObjectProvenance part) {
                settings(part)
                    .forEach((inner, setting) -> settings.put(name + "." + inner, setting));
              }
            });
    return settings;
  }

  /** Properties by name; of an inner object, its class. */
  private static Map<String, Object> direct(ConfiguredObjectProvenance object) {
    Map<String, Object> settings = new TreeMap<>();
    object
        .getConfiguredParameters()
        .forEach(
            (name, value) ->
                settings.put(
                    name,
                    value instanceof ConfiguredObjectProvenance part
                        ? part.getClassName()
                        : text(value)));
    settings.remove(HOST);
    return settings;
  }

  private static Map<String, Object> chosen(MapProvenance<?> run) {
    Map<String, Object> chosen = new TreeMap<>();
    run.getMap()
        .forEach(
            (name, value) -> {
              if (value instanceof PrimitiveProvenance<?> || value instanceof ListProvenance<?>) {
                chosen.put(name, text(value));
              }
            });
    return chosen;
  }

  private static Object text(Provenance value) {
    if (value instanceof PrimitiveProvenance<?> primitive) {
      Object content = primitive.getValue();
      return content instanceof Number || content instanceof Boolean
          ? content
          : String.valueOf(content);
    }
    if (value instanceof ListProvenance<?> list) {
      return list.getList().stream().map(ModelCard::text).toList();
    }
    return value.toString();
  }

  /** The data sources with what identifies their files. */
  private static List<Map<String, Object>> data(ModelProvenance provenance) {
    List<Map<String, Object>> sources = new ArrayList<>();
    for (var part :
        ProvenanceUtil.orderProvenances(provenance.getDatasetProvenance()).traversalOrder) {
      if (part instanceof DataSourceProvenance) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("class", part.getClassName());
        source.putAll(direct(part));
        new TreeMap<>(part.getInstanceValues())
            .forEach((name, value) -> source.put(name, text(value)));
        source.remove(HOST);
        sources.add(source);
      }
    }
    return sources;
  }

  /** The labels with the number of their training examples, the most frequent first. */
  private static List<Map.Entry<String, Long>> counts(ImmutableMultiLabelInfo info) {
    List<Map.Entry<String, Long>> counts = new ArrayList<>();
    for (MultiLabel label : info.getDomain()) {
      counts.add(Map.entry(label.getLabelString(), info.getLabelCount(label.getLabelString())));
    }
    counts.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    return counts;
  }

  private static Map<String, Long> map(List<Map.Entry<String, Long>> counts) {
    Map<String, Long> first = new LinkedHashMap<>();
    counts.stream().limit(LABELS).forEach(label -> first.put(label.getKey(), label.getValue()));
    return first;
  }

  /**
   * The card for people.
   *
   * @return one line for each entry; those of maps below their name.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    content.forEach((name, value) -> append(text, "", name, value));
    return text.toString();
  }

  private static void append(StringBuilder text, String indent, String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      text.append(indent).append(name).append('\n');
      map.forEach((key, element) -> append(text, indent + "  ", String.valueOf(key), element));
    } else if (value instanceof List<?> list
        && !list.isEmpty()
        && list.get(0) instanceof Map<?, ?>) {
      list.forEach(element -> append(text, indent, name, element));
    } else {
      text.append(indent).append(name).append(": ").append(value).append('\n');
    }
  }
}
