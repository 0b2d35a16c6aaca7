/** A Spark application to start from. */
package io.github.zlpr.spark.example;
