/**
 * Linear multi-label learning on Apache Spark: {@link
 * io.github.zlpr.spark.MultiLabelLinearClassifier} trains with the losses of {@code zlpr-loss}. Its
 * model can be turned into Tribuo's {@code LinearSGDModel}. {@link
 * io.github.zlpr.spark.MultiLabelRankingEvaluator} measures with the metrics of {@code zlpr-eval}.
 */
package io.github.zlpr.spark;
