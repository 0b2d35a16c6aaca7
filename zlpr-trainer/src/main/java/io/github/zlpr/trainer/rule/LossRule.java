package io.github.zlpr.trainer.rule;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.loss.MultiLabelLoss;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.transform.TransformedModel;

/**
 * Gives a model the prediction rule of the loss it was trained with.
 *
 * <p>Tribuo's trainers build models that predict by a threshold alone. Where the loss predicts at
 * most k labels ({@link MultiLabelLoss#rule}), the model needs a {@link SelectingModel} around it.
 */
public final class LossRule {

  /** The name that Tribuo's trainers and this project's give the property. */
  private static final String OBJECTIVE = "objective";

  private LossRule() {}

  /**
   * Applies the rule of the loss that a model's provenance names.
   *
   * @param model a model; it may be inside Tribuo's {@link TransformedModel}.
   * @return a {@link SelectingModel} around the model if its loss predicts at most k labels,
   *     otherwise the model itself.
   */
  public static Model<MultiLabel> apply(Model<MultiLabel> model) {
    if (model instanceof SelectingModel) {
      return model;
    }
    Model<MultiLabel> trained =
        model instanceof TransformedModel<MultiLabel> transformed
            ? transformed.getInnerModel()
            : model;
    Provenance objective =
        trained.getProvenance().getTrainerProvenance().getConfiguredParameters().get(OBJECTIVE);
    return Recorded.rebuild(objective, MultiLabelLoss.class)
        .map(MultiLabelLoss::rule)
        .filter(rule -> !rule.isThresholdAlone())
        .<Model<MultiLabel>>map(rule -> new SelectingModel(model, rule))
        .orElse(model);
  }
}
