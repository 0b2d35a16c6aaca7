package io.github.zlpr.span;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.trainer.linear.TrainingHistory;
import io.github.zlpr.trainer.linear.TrainingListener;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * One experiment with spans: train a model on one data source, evaluate it on another.
 *
 * <p>An experiment is an OLCUT component. Its own provenance, which has that of all its parts, is
 * in the run provenance of every model it trains under the key {@value #RUN_PROVENANCE}; from there
 * the whole configuration can be rebuilt.
 */
public final class SpanExperiment
    implements Configurable, Provenancable<ConfiguredObjectProvenance> {
  private static final Logger logger = Logger.getLogger(SpanExperiment.class.getName());

  /** Key of the experiment's provenance in the run provenance of its models. */
  public static final String RUN_PROVENANCE = "experiment";

  @Config(mandatory = true, description = "The training data.")
  private SpanDataSource trainData;

  @Config(mandatory = true, description = "The test data.")
  private SpanDataSource testData;

  @Config(
      description =
          "Data to choose the learning rate and the cut on; without any, training sentences are"
              + " held out.")
  private SpanDataSource developmentData = null;

  @Config(description = "The trainer.")
  private SpanTrainer trainer = new SpanTrainer();

  @Config(description = "The evaluator.")
  private SpanEvaluator evaluator = new SpanEvaluator();

  /** Used by the OLCUT configuration system. */
  private SpanExperiment() {}

  /**
   * An experiment.
   *
   * @param trainData the training data.
   * @param developmentData data to choose the learning rate and the cut on; null for none.
   * @param testData the test data.
   * @param trainer the trainer.
   * @param evaluator the evaluator.
   */
  public SpanExperiment(
      SpanDataSource trainData,
      SpanDataSource developmentData,
      SpanDataSource testData,
      SpanTrainer trainer,
      SpanEvaluator evaluator) {
    this.trainData = trainData;
    this.developmentData = developmentData;
    this.testData = testData;
    this.trainer = trainer;
    this.evaluator = evaluator;
  }

  /**
   * A model that was trained, not evaluated yet.
   *
   * @param model the model.
   * @param history the course of its training.
   */
  public record Trained(SpanModel model, TrainingHistory history) {}

  /**
   * What an experiment gives.
   *
   * @param model the trained model.
   * @param evaluation its evaluation on the test data.
   * @param provenance the provenance of the model and of the test data.
   * @param history the course of the training; empty if the model was not trained in this run.
   */
  public record Result(
      SpanModel model,
      SpanEvaluation evaluation,
      EvaluationProvenance provenance,
      TrainingHistory history) {}

  /**
   * Trains.
   *
   * @param listener called after each epoch.
   * @return the model.
   */
  public Trained train(TrainingListener listener) {
    TrainingHistory history = new TrainingHistory(listener);
    long start = System.nanoTime();
    SpanModel model =
        history.record(
            () ->
                RootLocale.call(
                    () ->
                        trainer.train(
                            trainData, developmentData, Map.of(RUN_PROVENANCE, getProvenance()))));
    logger.info(String.format(Locale.ROOT, "trained in %.1f s", (System.nanoTime() - start) / 1e9));
    return new Trained(model, history);
  }

  /**
   * Evaluates a model that was just trained on the test data.
   *
   * @param trained the model.
   * @return the model and its evaluation.
   */
  public Result evaluate(Trained trained) {
    long start = System.nanoTime();
    SpanModel model = trained.model();
    SpanEvaluation evaluation = evaluator.evaluate(model, testData);
    logger.info(
        String.format(
            Locale.ROOT,
            "evaluated %,d sentences in %.1f s",
            evaluation.sentences(),
            (System.nanoTime() - start) / 1e9));
    return new Result(
        model,
        evaluation,
        new EvaluationProvenance(model.getProvenance(), testData.getProvenance()),
        trained.history());
  }

  /**
   * Evaluates a model on the test data.
   *
   * @param model the model.
   * @return the model and its evaluation.
   */
  public Result evaluate(SpanModel model) {
    return evaluate(new Trained(model, new TrainingHistory()));
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "SpanExperiment");
  }
}
