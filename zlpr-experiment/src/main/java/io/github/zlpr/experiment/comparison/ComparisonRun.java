package io.github.zlpr.experiment.comparison;

import io.github.zlpr.eval.metric.ExampleMetric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.logging.Logger;

/**
 * Runs a comparison: data set by data set, so that one is in memory at a time; for each contender
 * first its learning rates on held-out data, then the seeds with the best of them.
 */
final class ComparisonRun {
  private static final Logger logger = Logger.getLogger(ComparisonRun.class.getName());

  private final ComparisonSettings settings;
  private final CellStore store;
  private final Progress progress;
  private String lastFailure;

  private ComparisonRun(ComparisonSettings settings, CellStore store) {
    this.settings = settings;
    this.store = store;
    progress = new Progress(settings.data().stream().mapToInt(this::cells).sum());
  }

  /**
   * Runs a comparison.
   *
   * @param settings what to compare.
   * @param files where finished cells are kept and taken from, or null to keep none.
   * @return the result.
   * @throws IOException if a file cannot be read or written.
   */
  static ComparisonResult run(ComparisonSettings settings, ComparisonFiles files)
      throws IOException {
    CellStore store = files == null ? new CellStore(null) : files.cells();
    return new ComparisonRun(settings, store).run();
  }

  private ComparisonResult run() throws IOException {
    List<ComparisonResult.DataSet> dataSets = new ArrayList<>();
    List<Map<ExampleMetric, List<ComparisonResult.Score>>> scores = new ArrayList<>();
    for (ComparedData data : settings.data()) {
      progress.start(data.name(), cells(data));
      DataRun run = new DataRun(settings, data);
      List<ComparisonResult.Choice> choices = new ArrayList<>();
      List<List<Cell.Result>> values = new ArrayList<>();
      for (Contender contender : settings.contenders()) {
        ComparisonResult.Choice choice = choose(run, data, contender);
        choices.add(choice);
        List<Cell.Result> ofSeeds = new ArrayList<>();
        for (long seed : settings.seeds()) {
          ofSeeds.add(values(run, new Cell.Test(data, contender, rate(choice), seed)));
        }
        values.add(ofSeeds);
      }
      Cell.Result any = values.get(0).get(0);
      dataSets.add(
          new ComparisonResult.DataSet(
              data.name(), any.values().examples(), any.unseenLabels(), choices));
      scores.add(ComparisonResult.scores(settings.resamples(), settings.seed(), values));
    }
    return ComparisonResult.of(settings, dataSets, scores);
  }

  private static OptionalDouble rate(ComparisonResult.Choice choice) {
    return choice.learningRate() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(choice.learningRate());
  }

  /** At most; not all rates need be tried. */
  private int cells(ComparedData data) {
    return settings.contenders().stream()
        .mapToInt(contender -> rates(contender).length * data.folds() + settings.seeds().size())
        .sum();
  }

  /** The rates there are to choose from, increasing: none if there is nothing to choose. */
  private static double[] rates(Contender contender) {
    double[] rates = contender.learningRates();
    Arrays.sort(rates);
    return rates.length > 1 ? rates : new double[0];
  }

  /** From the middle rate down, or else up, as long as it gets better. */
  private ComparisonResult.Choice choose(DataRun run, ComparedData data, Contender contender)
      throws IOException {
    double[] rates = rates(contender);
    Map<Double, Double> tried = new TreeMap<>();
    if (rates.length == 0) {
      double[] given = contender.learningRates();
      return new ComparisonResult.Choice(
          contender.name(), given.length == 0 ? null : given[0], tried);
    }
    int middle = rates.length / 2;
    int best = middle;
    tryRate(run, data, contender, rates[middle], tried);
    for (int step = -1; step <= 1; step += 2) {
      int next = middle + step;
      while (next >= 0 && next < rates.length) {
        tryRate(run, data, contender, rates[next], tried);
        if (!isBetter(tried.get(rates[next]), tried.get(rates[best]))) {
          break;
        }
        best = next;
        next += step;
      }
      if (best != middle && tried.get(rates[best]) != null) {
        break;
      }
      best = middle;
    }
    progress.skipped((rates.length - tried.size()) * data.folds());
    if (tried.get(rates[best]) == null) {
      throw new IllegalStateException(
          data.name()
              + ", "
              + contender.name()
              + ": the training fails at every learning rate; the last failure was: "
              + lastFailure);
    }
    return new ComparisonResult.Choice(contender.name(), rates[best], tried);
  }

  /** Of rates that fail the next one is better. */
  private boolean isBetter(Double next, Double best) {
    return best == null || (next != null && settings.selection().lead(next, best) > 0.0);
  }

  private void tryRate(
      DataRun run, ComparedData data, Contender contender, double rate, Map<Double, Double> tried)
      throws IOException {
    try {
      tried.put(rate, heldOutMean(run, data, contender, rate));
    } catch (IllegalStateException e) {
      // A rate at which the training diverges is one not to choose.
      logger.warning(e.getMessage());
      lastFailure = e.getMessage();
      tried.put(rate, null);
    }
  }

  private double heldOutMean(DataRun run, ComparedData data, Contender contender, double rate)
      throws IOException {
    double sum = 0.0;
    for (int fold = 0; fold < data.folds(); fold++) {
      Cell cell = new Cell.HeldOut(data, contender, rate, settings.seeds().get(0), fold);
      sum += values(run, cell).value(settings.selection());
    }
    return sum / data.folds();
  }

  private Cell.Result values(DataRun run, Cell cell) throws IOException {
    String fingerprint = run.fingerprint(cell);
    Optional<Cell.Result> finished = store.find(cell, fingerprint);
    if (finished.isPresent()) {
      progress.found();
      return finished.get();
    }
    long start = System.nanoTime();
    Cell.Result values = run.run(cell);
    store.put(cell, fingerprint, values);
    String outcome =
        String.format(
            Locale.ROOT,
            "%s %.4f",
            settings.selection().name(),
            values.value(settings.selection()));
    progress.finished(cell, outcome, System.nanoTime() - start);
    return values;
  }
}
