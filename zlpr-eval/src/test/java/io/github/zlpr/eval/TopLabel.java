package io.github.zlpr.eval;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.core.LabelSelection;
import io.github.zlpr.core.PredictionRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.ModelProvenance;

/** Predicts the one label that another model scores highest. */
public final class TopLabel extends Model<MultiLabel> implements LabelSelection {
  private static final long serialVersionUID = 1L;

  private final Model<MultiLabel> inner;

  public TopLabel(Model<MultiLabel> inner) {
    super(
        inner.getName(),
        inner.getProvenance(),
        inner.getFeatureIDMap(),
        inner.getOutputIDInfo(),
        false);
    this.inner = inner;
  }

  @Override
  public Model<MultiLabel> getInnerModel() {
    return inner;
  }

  @Override
  public PredictionRule getRule() {
    return PredictionRule.top(1);
  }

  @Override
  public Prediction<MultiLabel> predict(Example<MultiLabel> example) {
    Prediction<MultiLabel> prediction = inner.predict(example);
    Label top =
        prediction.getOutputScores().values().stream()
            .map(output -> output.getLabelSet().iterator().next())
            .max((a, b) -> Double.compare(a.getScore(), b.getScore()))
            .orElseThrow();
    return new Prediction<>(
        new MultiLabel(Set.of(top)), prediction.getOutputScores(), 1, example, false);
  }

  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return inner.getTopFeatures(n);
  }

  @Override
  public Optional<Excuse<MultiLabel>> getExcuse(Example<MultiLabel> example) {
    return inner.getExcuse(example);
  }

  @Override
  protected TopLabel copy(String newName, ModelProvenance newProvenance) {
    return new TopLabel(inner);
  }
}
