package io.github.zlpr.spark;

import io.github.zlpr.spark.Minimizer.Minimum;
import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * Trains a linear multi-label model in parallel with any loss of this project. Spark ML itself has
 * no such estimator.
 *
 * <p>It minimises the weighted mean of the losses plus regParam/2 times the squared norm of the
 * weights. With D features and L labels:
 *
 * <ul>
 *   <li>The solver {@code averaged} does what {@link LinearMultiLabelTrainer} does on one machine,
 *       on each partition for an epoch, or for some if there are fewer than six partitions; then
 *       the mean of the weights is taken, and the next round starts from there. A few rounds rank
 *       as well as the optimum does. The learning rate is chosen on examples held out. The same
 *       rows, in any order, in the same number of partitions give the same bits, whichever executor
 *       ran or repeated what. All arrays are of floats: a round broadcasts 4 (D + 1) L bytes, and
 *       each partition sends back the weights that it has changed. A task holds one such array, an
 *       executor two more, the driver three, or the 12 D L bytes of the last weights and the model.
 *   <li>The solver {@code l-bfgs} finds the optimum with the L-BFGS of Spark ML's own linear
 *       estimators. It starts from the weights of {@code averaged}, if there are intercepts, and
 *       scales its variables by the curvature there, estimated for each label in one more pass. All
 *       losses of this project but {@code BinaryFocal} with γ > 0 are convex; for these it is the
 *       optimum of training on one machine, whatever the partitions. Without a regParam, a weak
 *       penalty is chosen: 0.03 √(k D / p_j) / n on the weights of standardised features, for n
 *       examples with k of the D features on average, of which the share p_j has the feature j.
 *       Each evaluation of the function is one job, and an iteration usually needs one: 8 (D + 1) L
 *       bytes are broadcast, and as many come back from each partition. The driver holds about 40
 *       arrays of this size, most of them for L-BFGS. Its loops over them run in one thread per
 *       core, but in no more threads than tasks run at once.
 *   <li>(D + 1) L must be below 2^31, because each of these is a single Java array.
 * </ul>
 *
 * <ul>
 *   <li>The solver {@code l-bfgs} gives a constant feature the weight 0, as Spark ML does.
 *   <li>A training that has not converged logs a warning; {@link TrainingSummary} has the details.
 * </ul>
 */
public final class MultiLabelLinearClassifier
    extends MultiLabelEstimator<MultiLabelLinearClassifier, MultiLabelLinearClassificationModel>
    implements MultiLabelLinearParams {
  private static final long serialVersionUID = 1L;

  /** The parameters. */
  private final LinearParamSet paramSet;

  /** An estimator with a random uid. */
  public MultiLabelLinearClassifier() {
    this(Identifiable.randomUID("multiLabelLinear"));
  }

  /**
   * An estimator.
   *
   * @param uid its unique name.
   */
  public MultiLabelLinearClassifier(String uid) {
    super(uid);
    paramSet = new LinearParamSet(this);
  }

  @Override
  public LinearParamSet paramSet() {
    return paramSet;
  }

  /**
   * Sets {@link #regParam}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setRegParam(double value) {
    set(regParam(), value);
    return this;
  }

  /**
   * Sets {@link #tol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setTol(double value) {
    set(tol(), value);
    return this;
  }

  /**
   * Sets {@link #fitIntercept}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setFitIntercept(boolean value) {
    set(fitIntercept(), value);
    return this;
  }

  /**
   * Sets {@link #standardization}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setStandardization(boolean value) {
    set(standardization(), value);
    return this;
  }

  /**
   * Sets {@link #solver}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setSolver(String value) {
    set(solver(), value);
    return this;
  }

  @Override
  MultiLabelLinearClassificationModel train(
      JavaRDD<SparseRows> blocks, DataStatistics statistics, int labels) {
    boolean averaged =
        getSolver().equals(AVERAGED) || (getSolver().equals(AUTO) && getFitIntercept());
    RequiredMemory.require(blocks.context(), statistics.featureCount(), labels, averaged);
    return averaged
        ? trainAveraged(blocks, statistics, labels)
        : trainExactly(blocks, statistics, labels);
  }

  private MultiLabelLinearClassificationModel trainAveraged(
      JavaRDD<SparseRows> blocks, DataStatistics statistics, int labels) {
    if (!getFitIntercept()) {
      throw new IllegalArgumentException(
          "solver averaged needs intercepts; set fitIntercept or solver l-bfgs");
    }
    FeatureScale scale =
        getRegParam() > 0.0 && getStandardization()
            ? FeatureScale.of(blocks, statistics)
            : FeatureScale.none(statistics.featureCount());
    Penalty penalty = penalty(scale).orElseGet(Penalty::none);
    AveragedDescent.Result result = descend(blocks, statistics, labels, penalty.ofOriginal(scale));
    double[] weights = new double[scale.size() * labels];
    double[] intercepts = new double[labels];
    result.state().copyTo(weights, intercepts, CompressedRows.biasValue(statistics.typicalNorm()));
    TrainingSummary summary =
        new TrainingSummary(
            blocks.context().version(),
            statistics.examples(),
            Arrays.copyOf(statistics.labelCounts(), labels),
            result.losses().size(),
            result.losses().stream().mapToDouble(Double::doubleValue).toArray(),
            Double.NaN,
            "all " + result.losses().size() + " epochs are done");
    return model(new DenseMatrix(labels, scale.size(), weights), intercepts, summary);
  }

  private AveragedDescent.Result descend(
      JavaRDD<SparseRows> blocks, DataStatistics statistics, int labels, double[] penalties) {
    int examples = (int) Math.min(Integer.MAX_VALUE, statistics.examples());
    AveragedDescent.Setting setting =
        new AveragedDescent.Setting(
            getObjective(),
            statistics.featureCount(),
            labels,
            statistics.typicalNorm(),
            statistics.weightSum(),
            Math.min(getMaxIter(), new LinearMultiLabelTrainer().epochCount(examples)),
            getStepSize(),
            getSeed(),
            penalties);
    return new AveragedDescent(parts(blocks, examples), setting, log()).run();
  }

  private MultiLabelLinearClassificationModel trainExactly(
      JavaRDD<SparseRows> blocks, DataStatistics statistics, int labels) {
    FeatureScale scale = FeatureScale.of(blocks, statistics);
    Penalty penalty = penalty(scale).orElseGet(() -> Penalty.chosen(scale, statistics.examples()));
    try (DriverLoops loops = DriverLoops.of(blocks.context())) {
      ObjectiveFunction function =
          new ObjectiveFunction(
              blocks, statistics, scale, labels, getObjective(), getFitIntercept(), penalty, loops);
      double[] start = new double[function.dimension()];
      if (getFitIntercept()) {
        double[] intercepts = new double[labels];
        descend(blocks, statistics, labels, penalty.ofOriginal(scale))
            .state()
            .copyTo(start, intercepts, CompressedRows.biasValue(statistics.typicalNorm()));
        System.arraycopy(intercepts, 0, start, start.length - labels, labels);
        function.replaceByVariables(start);
      }
      Minimum minimum =
          new Minimizer(getMaxIter(), getTol(), log())
              .minimise(new PreconditionedFunction(function, start), start);
      TrainingSummary summary =
          new TrainingSummary(
              blocks.context().version(),
              statistics.examples(),
              Arrays.copyOf(statistics.labelCounts(), labels),
              minimum.history.length - 1,
              minimum.history,
              minimum.gradientNorm,
              minimum.reason.reason());
      if (!minimum.hasConverged()) {
        log()
            .warn(
                "training has not converged, the norm of the gradient is {}: {}",
                minimum.gradientNorm,
                minimum.reason.reason());
      }
      double[] weights = function.originalWeights(minimum.point);
      int size = scale.size() * labels;
      return model(
          new DenseMatrix(labels, scale.size(), Arrays.copyOf(weights, size)),
          Arrays.copyOfRange(weights, size, weights.length),
          summary);
    }
  }

  private MultiLabelLinearClassificationModel model(
      DenseMatrix coefficients, double[] intercepts, TrainingSummary summary) {
    return copyValues(
        new MultiLabelLinearClassificationModel(
            uid(), coefficients, new DenseVector(intercepts), summary, new double[0]),
        ParamMap.empty());
  }

  /** The penalty that is given, if any. */
  private Optional<Penalty> penalty(FeatureScale scale) {
    return getRegParam() == LinearParamSet.CHOSEN
        ? Optional.empty()
        : Optional.of(Penalty.of(getRegParam(), getStandardization(), scale));
  }

  /**
   * A reader of saved estimators.
   *
   * @return the reader.
   */
  public static MLReader<MultiLabelLinearClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Loads a saved estimator.
   *
   * @param path where it is.
   * @return the estimator.
   */
  public static MultiLabelLinearClassifier load(String path) {
    return read().load(path);
  }
}
