package io.github.zlpr.trainer.rule;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.Settings;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains with another trainer and gives each model the prediction rule of its loss, by {@link
 * LossRule}. Use it for losses that predict at most k labels, inside Tribuo's ensembles and
 * cross-validation. An {@code Experiment} does the same by itself.
 */
public final class SelectingTrainer implements Trainer<MultiLabel> {

  @Config(mandatory = true, description = "The trainer of the models.")
  private Trainer<MultiLabel> trainer;

  /** Used by the OLCUT configuration system. */
  private SelectingTrainer() {}

  /**
   * A trainer around another one.
   *
   * @param trainer the trainer of the models.
   */
  public SelectingTrainer(Trainer<MultiLabel> trainer) {
    this.trainer = trainer;
  }

  @Override
  public Model<MultiLabel> train(
      Dataset<MultiLabel> examples, Map<String, Provenance> runProvenance) {
    return LossRule.apply(trainer.train(examples, runProvenance));
  }

  @Override
  public Model<MultiLabel> train(
      Dataset<MultiLabel> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return LossRule.apply(trainer.train(examples, runProvenance, invocationCount));
  }

  @Override
  public int getInvocationCount() {
    return trainer.getInvocationCount();
  }

  @Override
  public void setInvocationCount(int invocationCount) {
    trainer.setInvocationCount(invocationCount);
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
