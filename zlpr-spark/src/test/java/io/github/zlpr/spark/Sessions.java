package io.github.zlpr.spark;

import org.apache.spark.sql.SparkSession;

/** The Spark session of the tests. */
final class Sessions {

  private Sessions() {}

  /** Two threads in this JVM; the same session for all tests. */
  static SparkSession local() {
    return settings().master("local[2]").getOrCreate();
  }

  static SparkSession.Builder settings() {
    return SparkSession.builder()
        .appName("zlpr-spark tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2");
  }
}
