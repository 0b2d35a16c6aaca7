package io.github.zlpr.eval.metric;

import io.github.zlpr.core.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * The catalogue of metrics, the most important first: everything that evaluates, selects by,
 * compares by or reports a metric asks it. A new metric is one class and one line here.
 *
 * <p>Immutable.
 */
public final class Metrics {

  private static final Metrics STANDARD =
      new Metrics(List.of())
          .with(new LRAP())
          .with(new RankingLoss())
          .with(new OneError())
          .with(new Coverage())
          .withCutoff(PrecisionAtK::new)
          .withCutoff(RecallAtK::new)
          .withCutoff(NDCGAtK::new)
          .withPropensities(PSPAtK::new)
          .withPropensities(PSNDCGAtK::new)
          .with(new MicroAUC())
          .with(new MacroAUC())
          .with(new MicroAP())
          .with(new MacroAP())
          .with(new MicroF1())
          .with(new MacroF1())
          .with(new SamplesF1())
          .with(new Jaccard())
          .with(new SubsetAccuracy())
          .with(new HammingLoss());

  private static final String AT = "@";

  private final List<Entry> entries;

  /** A metric, or one for each cutoff. */
  private interface Entry {

    Stream<Metric> all(List<Integer> cutoffs, Propensities propensities);

    /** For names: {@code k} is null where the name has no cutoff. */
    Stream<Metric> candidate(Integer k);
  }

  private record Single(Metric metric) implements Entry {
    @Override
    public Stream<Metric> all(List<Integer> cutoffs, Propensities propensities) {
      return Stream.of(metric);
    }

    @Override
    public Stream<Metric> candidate(Integer k) {
      return Stream.of(metric);
    }
  }

  private record AtCutoff(IntFunction<Metric> factory) implements Entry {
    @Override
    public Stream<Metric> all(List<Integer> cutoffs, Propensities propensities) {
      return cutoffs.stream().map(factory::apply);
    }

    @Override
    public Stream<Metric> candidate(Integer k) {
      return k == null ? Stream.empty() : Stream.of(factory.apply(k));
    }
  }

  private record WithPropensities(BiFunction<Integer, Propensities, Metric> factory)
      implements Entry {
    @Override
    public Stream<Metric> all(List<Integer> cutoffs, Propensities propensities) {
      return cutoffs.stream().map(k -> factory.apply(k, propensities));
    }

    @Override
    public Stream<Metric> candidate(Integer k) {
      return Stream.empty();
    }
  }

  private Metrics(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * All metrics of this project.
   *
   * @return the catalogue.
   */
  public static Metrics standard() {
    return STANDARD;
  }

  /**
   * This catalogue and one more metric.
   *
   * @param metric the metric.
   * @return a new catalogue.
   */
  public Metrics with(Metric metric) {
    return with(new Single(metric));
  }

  /**
   * This catalogue and one more metric that has a cutoff k.
   *
   * @param metric makes the metric of a k of at least 1, whose name ends in {@code @} and k.
   * @return a new catalogue.
   */
  public Metrics withCutoff(IntFunction<Metric> metric) {
    return with(new AtCutoff(metric));
  }

  /**
   * This catalogue and one more metric that has a cutoff k and needs propensities, so that it
   * cannot be chosen by name alone.
   *
   * @param metric makes the metric of a k of at least 1 and of propensities.
   * @return a new catalogue.
   */
  public Metrics withPropensities(BiFunction<Integer, Propensities, Metric> metric) {
    return with(new WithPropensities(metric));
  }

  private Metrics with(Entry entry) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    return new Metrics(List.copyOf(more));
  }

  /**
   * All metrics.
   *
   * @param cutoffs the cutoffs k, each at least 1.
   * @param propensities the propensities of the labels.
   * @return the metrics in the order of the catalogue, those with a cutoff once for each.
   */
  public List<Metric> all(List<Integer> cutoffs, Propensities propensities) {
    return entries.stream().flatMap(entry -> entry.all(cutoffs, propensities)).toList();
  }

  /**
   * Finds a metric that needs no propensities.
   *
   * @param <M> the kind of metric.
   * @param name its name, for example {@code LRAP} or {@code P@5}.
   * @param kind the kind of metric.
   * @return the metric; nothing if there is none of this name and kind.
   */
  public <M extends Metric> Optional<M> named(String name, Class<M> kind) {
    Integer k = cutoff(name);
    return entries.stream()
        .flatMap(entry -> entry.candidate(k))
        .filter(metric -> metric.name().equals(name) && kind.isInstance(metric))
        .map(kind::cast)
        .findFirst();
  }

  private static Integer cutoff(String name) {
    String digits = name.substring(name.indexOf(AT) + 1);
    return name.contains(AT) && digits.matches("[1-9][0-9]{0,8}") ? Integer.valueOf(digits) : null;
  }

  /**
   * The metric that a configured property names.
   *
   * @param <M> the kind of metric.
   * @param property the name of the property.
   * @param name its value.
   * @param kind the kind of metric.
   * @return the metric.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if there is none of this name and
   *     kind; the message says which there are.
   */
  public <M extends Metric> M configured(String property, String name, Class<M> kind) {
    Optional<M> metric = named(name, kind);
    Settings.check(metric.isPresent(), property, name, "one of " + String.join(", ", names(kind)));
    return metric.orElseThrow();
  }

  /**
   * The names that {@link #named} knows, for messages.
   *
   * @param kind the kind of metric.
   * @return the names, with {@code k} for the cutoff.
   */
  public List<String> names(Class<? extends Metric> kind) {
    return entries.stream()
        .flatMap(entry -> entry.candidate(1))
        .filter(kind::isInstance)
        .map(metric -> metric.name().replace(AT + "1", AT + "k"))
        .toList();
  }
}
