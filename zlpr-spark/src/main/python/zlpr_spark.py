"""The classes of zlpr-spark.jar in PySpark, under the same names and with the same parameters.

spark-submit --jars zlpr-spark.jar --py-files zlpr_spark.py application.py

    from zlpr_spark import LabelArrayIndexer, MultiLabelLinearClassifier

    classifier = MultiLabelLinearClassifier(labelsCol="labelIndices", regParam=1e-7)

Parameters are keywords of the constructor and of setParams. Defaults are those of the Java classes,
whose documentation describes the parameters.
"""

import sys

from pyspark import SparkContext
from pyspark.ml.evaluation import JavaEvaluator
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaTransformer, JavaWrapper

__all__ = [
    "IndexToLabelArray",
    "LabelArrayIndexer",
    "LabelArrayIndexerModel",
    "MultiLabelLinearClassificationModel",
    "MultiLabelLinearClassifier",
    "MultiLabelRankingEvaluator",
    "SparseMultiLabelClassificationModel",
    "SparseMultiLabelClassifier",
]

# PySpark finds the Python class of a Java class, and the other way round, by module and name.
_PACKAGE = "io.github.zlpr.spark"
sys.modules[_PACKAGE] = sys.modules[__name__]


def _param(name, converter):
    return Param(Params._dummy(), name, "see the Java class", typeConverter=converter)


class _JavaStage(Params):
    """Makes the Java object, and takes the defaults from there."""

    def __init__(self, **params):
        super().__init__()
        self._java_obj = self._new_java_obj(_PACKAGE + "." + type(self).__name__, self.uid)
        self._transfer_params_from_java()
        self._set(**params)

    def setParams(self, **params):
        """Sets parameters by their names."""
        return self._set(**params)


class _JavaModelStage(Params):
    """Takes the parameters of the Java model."""

    def __init__(self, java_model=None):
        super().__init__(java_model)
        if java_model is not None:
            self._transfer_params_from_java()

    def setParams(self, **params):
        """Sets parameters by their names."""
        return self._set(**params)


class _MultiLabelParams(Params):
    featuresCol = _param("featuresCol", TypeConverters.toString)
    labelsCol = _param("labelsCol", TypeConverters.toString)
    weightCol = _param("weightCol", TypeConverters.toString)
    rawPredictionCol = _param("rawPredictionCol", TypeConverters.toString)
    probabilityCol = _param("probabilityCol", TypeConverters.toString)
    predictionCol = _param("predictionCol", TypeConverters.toString)
    objective = _param("objective", TypeConverters.toString)
    numLabels = _param("numLabels", TypeConverters.toInt)
    labelNames = _param("labelNames", TypeConverters.toListString)
    heldOut = _param("heldOut", TypeConverters.toFloat)
    maxIter = _param("maxIter", TypeConverters.toInt)
    stepSize = _param("stepSize", TypeConverters.toFloat)
    seed = _param("seed", TypeConverters.toInt)
    numPartitions = _param("numPartitions", TypeConverters.toInt)
    blockSize = _param("blockSize", TypeConverters.toInt)


class _LinearParams(_MultiLabelParams):
    regParam = _param("regParam", TypeConverters.toFloat)
    tol = _param("tol", TypeConverters.toFloat)
    fitIntercept = _param("fitIntercept", TypeConverters.toBoolean)
    standardization = _param("standardization", TypeConverters.toBoolean)
    solver = _param("solver", TypeConverters.toString)


class _SparseParams(_MultiLabelParams):
    evidence = _param("evidence", TypeConverters.toFloat)
    labelPower = _param("labelPower", TypeConverters.toFloat)
    tfIdf = _param("tfIdf", TypeConverters.toBoolean)


class _IndexerParams(Params):
    inputCol = _param("inputCol", TypeConverters.toString)
    outputCol = _param("outputCol", TypeConverters.toString)
    handleInvalid = _param("handleInvalid", TypeConverters.toString)
    stringOrderType = _param("stringOrderType", TypeConverters.toString)


class _MultiLabelModel(_JavaModelStage, JavaModel):
    """What the models have in common."""

    @property
    def coefficientMatrix(self):
        """The weights, labels x features."""
        return self._call_java("coefficientMatrix")

    @property
    def interceptVector(self):
        """The intercepts."""
        return self._call_java("interceptVector")

    def predictRaw(self, features):
        """The raw scores of one example."""
        return self._call_java("predictRaw", features)

    def saveTribuo(self, path, featureNames):
        """Writes Tribuo's model to a file of the driver; the labels need names."""
        context = SparkContext._active_spark_context
        names = JavaWrapper._new_java_array(featureNames, context._gateway.jvm.java.lang.String)
        file = context._jvm.java.io.File(path)
        self._java_obj.toTribuo(names).serializeToFile(file.toPath())


class MultiLabelLinearClassifier(
    _JavaStage, JavaEstimator, _LinearParams, JavaMLReadable, JavaMLWritable
):
    """Trains a linear multi-label model."""

    __module__ = _PACKAGE

    def _create_model(self, java_model):
        return MultiLabelLinearClassificationModel(java_model)


class MultiLabelLinearClassificationModel(
    _MultiLabelModel, _LinearParams, JavaMLReadable, JavaMLWritable
):
    """A linear multi-label model."""

    __module__ = _PACKAGE


class SparseMultiLabelClassifier(
    _JavaStage, JavaEstimator, _SparseParams, JavaMLReadable, JavaMLWritable
):
    """Trains a linear model of thousands of labels."""

    __module__ = _PACKAGE

    def _create_model(self, java_model):
        return SparseMultiLabelClassificationModel(java_model)


class SparseMultiLabelClassificationModel(
    _MultiLabelModel, _SparseParams, JavaMLReadable, JavaMLWritable
):
    """A linear multi-label model with few weights."""

    __module__ = _PACKAGE

    @property
    def featureFactors(self):
        """What features are multiplied by, or an empty vector."""
        return self._call_java("featureFactors")


class LabelArrayIndexer(
    _JavaStage, JavaEstimator, _IndexerParams, JavaMLReadable, JavaMLWritable
):
    """Numbers the labels of a column of arrays of strings."""

    __module__ = _PACKAGE

    def _create_model(self, java_model):
        return LabelArrayIndexerModel(java_model)


class LabelArrayIndexerModel(
    _JavaModelStage, JavaModel, _IndexerParams, JavaMLReadable, JavaMLWritable
):
    """Replaces labels by their indices."""

    __module__ = _PACKAGE

    @property
    def labels(self):
        """The labels in the order of their indices."""
        return list(self._java_obj.labels())


class IndexToLabelArray(_JavaStage, JavaTransformer, JavaMLReadable, JavaMLWritable):
    """Replaces label indices by labels."""

    __module__ = _PACKAGE

    inputCol = _param("inputCol", TypeConverters.toString)
    outputCol = _param("outputCol", TypeConverters.toString)
    labels = _param("labels", TypeConverters.toListString)


class MultiLabelRankingEvaluator(_JavaStage, JavaEvaluator, JavaMLReadable, JavaMLWritable):
    """A ranking metric of raw scores."""

    __module__ = _PACKAGE

    rawPredictionCol = _param("rawPredictionCol", TypeConverters.toString)
    labelsCol = _param("labelsCol", TypeConverters.toString)
    metricName = _param("metricName", TypeConverters.toString)
    unseenLabels = _param("unseenLabels", TypeConverters.toString)

    def isLargerBetter(self):
        """Whether a larger value of the metric is better."""
        self._transfer_params_to_java()
        return self._java_obj.isLargerBetter()
