package io.github.zlpr.trainer.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Runs a comparison: data set by data set, so that one is in memory at a time; for each contender
 * first its learning rates on held-out data, then the seeds with the best of them.
 */
public final class ComparisonRun {
  private static final Logger logger = Logger.getLogger(ComparisonRun.class.getName());

  private final ComparisonSettings settings;
  private final CellStore store;
  private final Progress progress;

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
  public static ComparisonResult run(ComparisonSettings settings, ComparisonFiles files)
      throws IOException {
    CellStore store = files == null ? new CellStore(null) : files.cells();
    return new ComparisonRun(settings, store).run();
  }

  private ComparisonResult run() throws IOException {
    List<ComparisonResult.DataSet> dataSets = new ArrayList<>();
    List<Map<ComparedMetric, List<ComparisonResult.Score>>> scores = new ArrayList<>();
    for (ComparedData data : settings.data()) {
      progress.start(data.name(), cells(data));
      DataRun run = new DataRun(settings, data);
      List<ComparisonResult.Choice> choices = new ArrayList<>();
      List<List<CellValues>> values = new ArrayList<>();
      for (Contender contender : settings.contenders()) {
        ComparisonResult.Choice choice = choose(run, data, contender);
        choices.add(choice);
        List<CellValues> ofSeeds = new ArrayList<>();
        for (long seed : settings.seeds()) {
          ofSeeds.add(values(run, new Cell(data, contender, choice.learningRate(), seed, null)));
        }
        values.add(ofSeeds);
      }
      CellValues any = values.get(0).get(0);
      dataSets.add(
          new ComparisonResult.DataSet(
              data.name(), any.values().examples(), any.droppedLabels(), choices));
      scores.add(new Scores(settings.resamples(), settings.seed()).of(values));
    }
    return ComparisonResult.of(settings, dataSets, scores);
  }

  private int cells(ComparedData data) {
    return settings.contenders().stream()
        .mapToInt(contender -> rates(contender).length * data.folds() + settings.seeds().size())
        .sum();
  }

  /** The rates that are tried: none if there is nothing to choose. */
  private static double[] rates(Contender contender) {
    double[] rates = contender.learningRates();
    return rates.length > 1 ? rates : new double[0];
  }

  private ComparisonResult.Choice choose(DataRun run, ComparedData data, Contender contender)
      throws IOException {
    double[] given = contender.learningRates();
    Double best = given.length == 0 ? null : given[0];
    Map<Double, Double> tried = new LinkedHashMap<>();
    IllegalStateException failure = null;
    for (double rate : rates(contender)) {
      try {
        tried.put(rate, heldOutMean(run, data, contender, rate));
        if (tried.get(best) == null
            || settings.selection().lead(tried.get(rate), tried.get(best)) > 0.0) {
          best = rate;
        }
      } catch (IllegalStateException e) {
        // A rate at which the training diverges is one not to choose.
        failure = e;
        logger.warning(e.getMessage());
        tried.put(rate, null);
      }
    }
    if (failure != null && tried.get(best) == null) {
      throw failure;
    }
    return new ComparisonResult.Choice(contender.name(), best, tried);
  }

  private double heldOutMean(DataRun run, ComparedData data, Contender contender, double rate)
      throws IOException {
    double sum = 0.0;
    for (int fold = 0; fold < data.folds(); fold++) {
      Cell cell = new Cell(data, contender, rate, settings.seeds().get(0), fold);
      sum += values(run, cell).value(settings.selection());
    }
    return sum / data.folds();
  }

  private CellValues values(DataRun run, Cell cell) throws IOException {
    String fingerprint = run.fingerprint(cell);
    Optional<CellValues> finished = store.find(cell, fingerprint);
    if (finished.isPresent()) {
      progress.found();
      return finished.get();
    }
    long start = System.nanoTime();
    CellValues values = run.run(cell);
    store.put(cell, fingerprint, values);
    String outcome =
        String.format(
            Locale.ROOT,
            "%s %.4f",
            settings.selection().label(),
            values.value(settings.selection()));
    progress.finished(cell, outcome, System.nanoTime() - start);
    return values;
  }
}
