package io.github.zlpr.trainer.linear;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a training has chosen on examples held out.
 *
 * @param learningRate the learning rate, chosen or given.
 * @param epochs the number of epochs.
 * @param cut where scores are cut.
 * @param tried the rates that were tried.
 */
record Choice(double learningRate, int epochs, Cut cut, List<RateSearch.Trial> tried) {

  /** Adds what was tried and chosen to the provenance of the run. */
  Map<String, Provenance> addTo(Map<String, Provenance> runProvenance) {
    if (tried.isEmpty()) {
      return runProvenance;
    }
    Map<String, Provenance> all = new LinkedHashMap<>(runProvenance);
    all.put("chosen-learning-rate", new DoubleProvenance("chosen-learning-rate", learningRate));
    all.put("chosen-epochs", new IntProvenance("chosen-epochs", epochs));
    if (cut.values().length > 0) {
      all.put("chosen-cut-share", new DoubleProvenance("chosen-cut-share", cut.share()));
    }
    all.put("tried-learning-rates", list("tried-learning-rates", RateSearch.Trial::rate));
    all.put("held-out-values", list("held-out-values", RateSearch.Trial::value));
    return all;
  }

  private ListProvenance<DoubleProvenance> list(
      String name, ToDoubleFunction<RateSearch.Trial> value) {
    return new ListProvenance<>(
        tried.stream()
            .map(trial -> new DoubleProvenance(name, value.applyAsDouble(trial)))
            .toList());
  }
}
