package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Executors are processes that may die. */
class ExecutorLossTest {

  private static final Problem PROBLEM = Problem.random(4000, 12, 10, 4);

  /** The processes live for seconds: the second compiler costs more than it brings. */
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  @Test
  void killedExecutorLosesNothing() throws Exception {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx512m",
            FIRST_COMPILER,
            "-cp",
            System.getProperty("java.class.path"));
    java.util.ArrayList<String> all = new java.util.ArrayList<>(command);
    all.addAll(1, Arrays.asList(System.getProperty("zlpr.spark.jvm").split(" ")));
    all.add(Cluster.class.getName());
    Path home = Files.createDirectories(Path.of("target", "spark-home"));
    Files.createDirectories(home.resolve("jars"));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", home.toAbsolutePath().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    File output = new File("target/executor-loss.txt");
    Process process = builder.redirectOutput(output).start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertTrue(ended, "not ended");
    assertEquals(0, process.exitValue(), Files.readString(output.toPath()));
  }

  /** One of two executors is killed in the middle of a training. */
  static final class Cluster {

    private Cluster() {}

    public static void main(String[] arguments) {
      SparkSession spark =
          Sessions.settings()
              .master("local-cluster[2,1,512]")
              .config("spark.executor.memory", "512m")
              .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
              .config("spark.executor.extraJavaOptions", FIRST_COMPILER)
              .getOrCreate();
      var frame = PROBLEM.frame(spark, 4);
      AtomicInteger stages = new AtomicInteger();
      AtomicInteger lost = new AtomicInteger();
      spark
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onStageCompleted(SparkListenerStageCompleted stage) {
                  if (stages.incrementAndGet() == 12) {
                    executor().destroyForcibly();
                  }
                }

                @Override
                public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
                  lost.incrementAndGet();
                }
              });
      for (var fit : List.of(dense("averaged"), dense("l-bfgs"), sparse())) {
        stages.set(Integer.MIN_VALUE);
        double[] expected = fit.apply(frame);
        stages.set(0);
        assertArrayEquals(expected, fit.apply(frame));
      }
      assertEquals(3, lost.get(), "executors lost");
      spark.stop();
    }

    private static Function<Dataset<Row>, double[]> dense(String solver) {
      MultiLabelLinearClassifier classifier =
          new MultiLabelLinearClassifier()
              .setSolver(solver)
              .setNumPartitions(2)
              .setWeightCol("weight")
              .setRegParam(0.002)
              .setMaxIter(12);
      return frame -> classifier.fit(frame).coefficientMatrix().values();
    }

    private static Function<Dataset<Row>, double[]> sparse() {
      SparseMultiLabelClassifier classifier =
          new SparseMultiLabelClassifier().setNumPartitions(2).setWeightCol("weight");
      return frame -> classifier.fit(frame).coefficientMatrix().values();
    }

    private static ProcessHandle executor() {
      return ProcessHandle.current().children().findFirst().orElseThrow();
    }
  }
}
