package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.TableSource;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.eval.ScoreListener;
import io.github.zlpr.experiment.report.ScoreSummary;
import io.github.zlpr.trainer.linear.TrainingHistory;
import io.github.zlpr.trainer.linear.TrainingListener;
import io.github.zlpr.trainer.rule.LossRule;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;

/**
 * One experiment: train a model on one data source, evaluate it on another.
 *
 * <p>An experiment is an OLCUT component. Its own provenance, which has that of all its parts, is
 * in the run provenance of every model it trains under the key {@value #RUN_PROVENANCE}; from there
 * the whole configuration can be rebuilt.
 */
public final class Experiment implements Configurable, Provenancable<ConfiguredObjectProvenance> {
  private static final Logger logger = Logger.getLogger(Experiment.class.getName());

  /** Name of the component that is run. */
  public static final String COMPONENT = "experiment";

  /** Key of the experiment's provenance in the run provenance of its models. */
  public static final String RUN_PROVENANCE = "experiment";

  /**
   * Key of the digest of the training data's features, {@link CompressedDataset#featuresDigest()},
   * in the run provenance of its models.
   */
  public static final String FEATURES_PROVENANCE = "training-features";

  @Config(mandatory = true, description = "The training data.")
  private ConfigurableDataSource<MultiLabel> trainData;

  @Config(mandatory = true, description = "The test data.")
  private ConfigurableDataSource<MultiLabel> testData;

  @Config(mandatory = true, description = "The trainer.")
  private Trainer<MultiLabel> trainer;

  @Config(description = "The evaluator.")
  private RankingEvaluator evaluator = new RankingEvaluator();

  /** Used by the OLCUT configuration system. */
  private Experiment() {}

  /**
   * An experiment.
   *
   * @param trainData the training data.
   * @param testData the test data.
   * @param trainer the trainer.
   * @param evaluator the evaluator.
   */
  public Experiment(
      ConfigurableDataSource<MultiLabel> trainData,
      ConfigurableDataSource<MultiLabel> testData,
      Trainer<MultiLabel> trainer,
      RankingEvaluator evaluator) {
    this.trainData = trainData;
    this.testData = testData;
    this.trainer = trainer;
    this.evaluator = evaluator;
  }

  /**
   * What an experiment gives.
   *
   * @param model the trained model.
   * @param evaluation its evaluation on the test data.
   * @param scores how its scores on the test data are distributed.
   * @param history the course of the training; empty if the model was not trained in this run, or
   *     by another trainer than this project's.
   */
  public record Result(
      Model<MultiLabel> model,
      RankingEvaluation evaluation,
      ScoreSummary scores,
      TrainingHistory history) {}

  /**
   * Trains and evaluates.
   *
   * @return the model and its evaluation.
   */
  public Result run() {
    return run(progress -> {});
  }

  /**
   * Trains and evaluates.
   *
   * @param listener called after each epoch of this project's trainer.
   * @return the model and its evaluation.
   */
  public Result run(TrainingListener listener) {
    return evaluate(train(listener));
  }

  /**
   * A model that was trained, not evaluated yet.
   *
   * @param model the model.
   * @param history the course of its training.
   */
  public record Trained(Model<MultiLabel> model, TrainingHistory history) {}

  /**
   * Trains, and records the course of the training.
   *
   * @param listener called after each epoch of this project's trainer.
   * @return the model.
   */
  public Trained train(TrainingListener listener) {
    return checkAndTrain(listener, data -> {});
  }

  /**
   * Trains a model that is to be saved: as {@link #train(TrainingListener)}, but refuses a model
   * for whose saving there is no memory, before training it.
   *
   * @param listener called after each epoch of this project's trainer.
   * @return the model.
   * @throws IllegalStateException if there is too little memory.
   */
  public Trained trainToSave(TrainingListener listener) {
    return checkAndTrain(
        listener, data -> SavingMemory.require(this, data, Runtime.getRuntime().maxMemory()));
  }

  /**
   * Trains, and records the course of the training.
   *
   * @param listener called after each epoch of this project's trainer.
   * @param check is shown the training data before, and may refuse it.
   */
  Trained checkAndTrain(TrainingListener listener, Consumer<CompressedDataset> check) {
    TrainingHistory history = new TrainingHistory(listener);
    return new Trained(history.record(() -> RootLocale.call(() -> checkAndTrain(check))), history);
  }

  /**
   * Trains a model on the training data, and gives it the prediction rule of its loss.
   *
   * @return the model; a {@link io.github.zlpr.trainer.rule.SelectingModel} for a loss that
   *     predicts at most k labels.
   */
  public Model<MultiLabel> train() {
    return RootLocale.call(() -> checkAndTrain(data -> {}));
  }

  private Model<MultiLabel> checkAndTrain(Consumer<CompressedDataset> check) {
    logger.info("reading the training data");
    CompressedDataset dataset = CompressedDataset.of(TableSource.of(trainData));
    logger.info(
        String.format(
            Locale.ROOT,
            "training on %,d examples with %,d features and %,d labels",
            dataset.size(),
            dataset.featureCount(),
            dataset.getOutputInfo().size()));
    check.accept(dataset);
    ConstantFeatures.requireNone(trainer, dataset);
    long start = System.nanoTime();
    Model<MultiLabel> model =
        LossRule.apply(
            trainer.train(
                dataset,
                Map.of(
                    RUN_PROVENANCE,
                    getProvenance(),
                    FEATURES_PROVENANCE,
                    new StringProvenance(FEATURES_PROVENANCE, dataset.featuresDigest()))));
    logger.info(String.format(Locale.ROOT, "trained in %.1f s", secondsSince(start)));
    return model;
  }

  /**
   * Evaluates a model that was just trained on the test data.
   *
   * @param trained the model.
   * @return the model and its evaluation.
   */
  public Result evaluate(Trained trained) {
    return evaluate(trained.model(), trained.history(), scored -> {});
  }

  /**
   * Evaluates a model on the test data.
   *
   * @param model the model.
   * @param listener is shown the scores of each test example.
   * @return the model and its evaluation.
   */
  public Result evaluate(Model<MultiLabel> model, ScoreListener listener) {
    return evaluate(model, new TrainingHistory(), listener);
  }

  private Result evaluate(
      Model<MultiLabel> model, TrainingHistory history, ScoreListener listener) {
    logger.info("evaluating");
    long start = System.nanoTime();
    ScoreSummary summary = new ScoreSummary(model);
    RankingEvaluation evaluation =
        RootLocale.call(
            () ->
                evaluator.evaluate(
                    model,
                    TableSource.of(testData),
                    testData.getProvenance(),
                    scored -> {
                      summary.scored(scored);
                      listener.scored(scored);
                    }));
    logger.info(
        String.format(
            Locale.ROOT,
            "evaluated %,d examples in %.1f s",
            evaluation.examples(),
            secondsSince(start)));
    return new Result(model, evaluation, summary, history);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "Experiment");
  }
}
