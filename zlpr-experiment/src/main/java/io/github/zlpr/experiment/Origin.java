package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.experiment.provenance.Finding;
import io.github.zlpr.experiment.provenance.IrreproducibleException;
import io.github.zlpr.experiment.provenance.RebuiltConfiguration;
import io.github.zlpr.experiment.provenance.RecordedFiles;
import io.github.zlpr.experiment.provenance.TrainingData;
import io.github.zlpr.span.SpanExperiment;
import io.github.zlpr.span.SpanModel;
import io.github.zlpr.trainer.rule.LossRule;
import io.github.zlpr.trainer.rule.SelectingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;

/** What made a model, rebuilt so that it can be done again. */
sealed interface Origin {

  /** What came out when it was done again. */
  record Outcome(Model<MultiLabel> model, Map<String, Double> metrics, List<Finding> findings) {}

  /** The configured objects, the outermost first. */
  List<RebuiltConfiguration> parts();

  /** Does it again. */
  Outcome repeat();

  /** Reads what made a model; nothing is built or read yet. */
  static Origin of(Model<MultiLabel> model, RecordedFiles files) {
    Provenance experiment =
        model.getProvenance().getInstanceProvenance().getMap().get(Experiment.RUN_PROVENANCE);
    if (model instanceof SpanModel && experiment instanceof ConfiguredObjectProvenance configured) {
      return new OfSpanExperiment(
          RebuiltConfiguration.of(configured, files).named(Experiment.COMPONENT));
    }
    if (model instanceof SpanModel) {
      throw new IrreproducibleException(
          "the span model was not trained by a SpanExperiment, which alone records all that is"
              + " needed; train it by one to be able to reproduce");
    }
    // The members of an ensemble have the experiment of the whole in their provenance.
    return experiment instanceof ConfiguredObjectProvenance configured
            && TrainingData.isWhole(model.getProvenance())
        ? new OfExperiment(
            RebuiltConfiguration.of(configured, files).named(Experiment.COMPONENT),
            featuresDigest(model))
        : new OfTraining(
            TrainingData.of(model, files),
            RebuiltConfiguration.of(model.getProvenance().getTrainerProvenance(), files),
            model instanceof SelectingModel);
  }

  private static Optional<String> featuresDigest(Model<MultiLabel> model) {
    return Optional.ofNullable(
            model
                .getProvenance()
                .getInstanceProvenance()
                .getMap()
                .get(Experiment.FEATURES_PROVENANCE))
        .map(Provenance::toString);
  }

  /**
   * An experiment: the model is trained and evaluated.
   *
   * @param experiment the experiment.
   * @param features the digest of the features of the training data, if it was recorded.
   */
  record OfExperiment(RebuiltConfiguration experiment, Optional<String> features)
      implements Origin {
    private static final Logger logger = Logger.getLogger(OfExperiment.class.getName());

    @Override
    public List<RebuiltConfiguration> parts() {
      return List.of(experiment);
    }

    @Override
    public Outcome repeat() {
      Experiment again = experiment.build(Experiment.class);
      List<Finding> findings = new ArrayList<>();
      Experiment.Result result =
          again.evaluate(
              again.checkAndTrain(
                  progress -> {},
                  data -> features.ifPresent(recorded -> findings.add(compare(recorded, data)))));
      return new Outcome(result.model(), result.evaluation().metrics(), findings);
    }

    private static Finding compare(String recorded, CompressedDataset data) {
      Finding finding =
          Finding.required("features", "of the training data", recorded, data.featuresDigest());
      if (!finding.same()) {
        logger.warning(
            "the features of the training data are not those recorded; weights and metrics will"
                + " differ too");
      }
      return finding;
    }
  }

  /** An experiment with spans: the model is trained and evaluated. */
  record OfSpanExperiment(RebuiltConfiguration experiment) implements Origin {

    @Override
    public List<RebuiltConfiguration> parts() {
      return List.of(experiment);
    }

    @Override
    public Outcome repeat() {
      SpanExperiment again = experiment.build(SpanExperiment.class);
      SpanExperiment.Result result = again.evaluate(again.train(progress -> {}));
      return new Outcome(result.model(), result.evaluation().metrics(), List.of());
    }
  }

  /**
   * The training alone.
   *
   * @param data what was trained on.
   * @param trainer what trained.
   * @param selecting whether the model got the prediction rule of its loss.
   */
  record OfTraining(TrainingData data, RebuiltConfiguration trainer, boolean selecting)
      implements Origin {

    @Override
    public List<RebuiltConfiguration> parts() {
      return List.of(data.source(), trainer);
    }

    @Override
    @SuppressWarnings("unchecked") // What trained a multi-label model is for this output type.
    public Outcome repeat() {
      TrainingData.Made made = data.make();
      Trainer<MultiLabel> again = trainer.build(Trainer.class);
      Model<MultiLabel> model = again.train(made.dataset());
      return new Outcome(
          selecting ? LossRule.apply(model) : model, Map.of(), new ArrayList<>(made.findings()));
    }
  }
}
