package io.github.zlpr.eval;

/**
 * How a model does on one label.
 *
 * @param name the label's name.
 * @param ap average precision of the examples ranked by their scores for the label; NaN if the
 *     label is true for no example.
 * @param auc area under the ROC curve; NaN if the label is true for no example or for all.
 * @param f1 F1 of the predicted sets; 0 if the label is never true and never predicted.
 * @param support the number of test examples for which the label is true.
 * @param trainingCount the number of training examples for which it was.
 * @param propensity the label's propensity, from the training data.
 */
public record LabelMetrics(
    String name,
    double ap,
    double auc,
    double f1,
    long support,
    long trainingCount,
    double propensity) {}
