package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.spark.example.TextLabels;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tribuo.Model;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

/**
 * The command of docs/spark.md on a standalone cluster of a master and two workers, laid out like a
 * distribution of Spark. It needs {@code zlpr-spark.jar}; see the profile {@code spark-cluster}.
 */
@EnabledIfSystemProperty(named = "zlpr.spark.jar", matches = ".+")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterTest {

  private static final String LOOPBACK = "127.0.0.1";

  /** What a distribution of Spark has not: this project, what its jar brings, and the tests. */
  private static final Pattern NOT_SPARKS =
      Pattern.compile(
          ".*/(io/github/zlpr|org/tribuo|com/oracle/labs|com/google/protobuf|org/junit"
              + "|net/sf/extjwnl|com/github/haifengl)/.*|.*/zlpr-[^/]*\\.jar");

  private static final List<Process> DAEMONS = new ArrayList<>();
  private static Path directory;
  private static int port;

  @BeforeAll
  static void startCluster() throws Exception {
    directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target")), "cluster")
            .toAbsolutePath();
    Path jars = Files.createDirectories(directory.resolve("spark/jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Files.isRegularFile(Path.of(entry)) && !NOT_SPARKS.matcher(entry).matches()) {
        Path jar = Path.of(entry);
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    Path settings = Files.createDirectories(directory.resolve("spark/conf"));
    Files.writeString(
        settings.resolve("spark-defaults.conf"),
        """
        spark.driver.host 127.0.0.1
        spark.driver.bindAddress 127.0.0.1
        spark.ui.enabled false
        spark.sql.shuffle.partitions 2
        spark.executor.memory 512m
        spark.cores.max 2
        spark.scheduler.minRegisteredResourcesRatio 1.0
        spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
        """);
    Files.writeString(
        settings.resolve("log4j2.properties"),
        """
        rootLogger.level = warn
        rootLogger.appenderRef.out.ref = out
        appender.out.type = Console
        appender.out.name = out
        appender.out.target = SYSTEM_ERR
        appender.out.layout.type = PatternLayout
        appender.out.layout.pattern = %p %c{1}: %m%n
        logger.zlpr.name = io.github.zlpr
        logger.zlpr.level = info
        """);
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    daemon("master.Master", "--port", Integer.toString(port));
    awaitMaster();
    for (String work : List.of("work-1", "work-2")) {
      daemon(
          "worker.Worker",
          "--cores",
          "1",
          "--memory",
          "1g",
          "--work-dir",
          directory.resolve(work).toString(),
          master());
    }
  }

  private static String master() {
    return "spark://" + LOOPBACK + ":" + port;
  }

  private static void daemon(String name, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--host", LOOPBACK, "--webui-port", "0"));
    arguments.addAll(List.of(options));
    ProcessBuilder builder = spark("512m", "org.apache.spark.deploy." + name, arguments);
    DAEMONS.add(
        builder.redirectOutput(directory.resolve("log-" + DAEMONS.size()).toFile()).start());
  }

  private static void awaitMaster() throws Exception {
    for (int attempt = 0; ; attempt++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        if (attempt == 300) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  @AfterAll
  static void stopCluster() throws InterruptedException {
    for (Process daemon : DAEMONS) {
      daemon.descendants().forEach(ProcessHandle::destroyForcibly);
      daemon.destroyForcibly().waitFor();
    }
  }

  /** A command with the class path and the settings of the distribution. */
  private static ProcessBuilder spark(String memory, String mainClass, List<String> arguments) {
    Path home = directory.resolve("spark");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    // The processes live for seconds: the second compiler costs more than it brings.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + memory));
    command.addAll(Arrays.asList(System.getProperty("zlpr.spark.jvm").split(" ")));
    command.addAll(List.of("-cp", home + "/conf" + File.pathSeparator + home + "/jars/*"));
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                LOOPBACK));
    return builder.directory(directory.toFile());
  }

  @Test
  void theDocumentedCommandTrainsTheModelOfOneProcessAlthoughAnExecutorIsLost() throws Exception {
    writeTexts(directory.resolve("texts.json"));
    writeApplication(directory.resolve("application.jar"));
    String local = submit("local", "local[2]");
    Matcher lrap = Pattern.compile("LRAP (\\S+)").matcher(local);
    assertTrue(lrap.find(), local);
    assertTrue(Double.parseDouble(lrap.group(1)) > 0.9, local);
    String cluster = submit("cluster", master());
    int lost = cluster.indexOf("Lost executor");
    assertTrue(lost >= 0 && lost < cluster.lastIndexOf(" mean loss "), cluster);
    assertTrue(cluster.contains(lrap.group()), cluster);
    assertEquals(weights("local"), weights("cluster"));
  }

  /**
   * Runs the command of the document. On the cluster, an executor is killed as soon as the learning
   * rate is known: all rounds, which need the rows that it holds, are still to come.
   */
  private static String submit(String name, String master) throws Exception {
    Matcher block =
        Pattern.compile("```bash\nspark-submit ((?:[^\n]|\\\\\n)*)\n```")
            .matcher(Files.readString(Path.of("../docs/spark.md")));
    assertTrue(block.find(), "no spark-submit in docs/spark.md");
    String jar = System.getProperty("zlpr.spark.jar");
    List<String> arguments =
        Arrays.stream(block.group(1).replace("\\\n", " ").trim().split("\\s+"))
            .map(word -> word.equals("spark://host:7077") ? master : word)
            .map(word -> word.equals("zlpr-spark/target/zlpr-spark.jar") ? jar : word)
            .map(word -> word.equals("model") ? name : word)
            .map(word -> word.equals("model.tribuo") ? name + ".tribuo" : word)
            .toList();
    Process process = spark("1g", "org.apache.spark.deploy.SparkSubmit", arguments).start();
    StringBuilder output = new StringBuilder();
    boolean kill = master.equals(master());
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        if (kill && line.contains("learning rate ")) {
          executor().destroyForcibly();
          kill = false;
        }
      }
      assertEquals(0, process.waitFor(), output::toString);
    } finally {
      process.destroyForcibly();
    }
    return output.toString();
  }

  private static ProcessHandle executor() {
    return DAEMONS.get(1).descendants().findFirst().orElseThrow();
  }

  private static DenseMatrix weights(String name) throws IOException {
    Model<?> model = Model.deserializeFromFile(directory.resolve(name + ".tribuo"));
    return ((LinearSGDModel) model).getWeightsCopy();
  }

  /**
   * Texts of twenty words, each of which makes a label likely. The words' numbers of texts lie far
   * apart, because Spark's vocabulary is in no fixed order where they are equal.
   */
  private static void writeTexts(Path file) throws IOException {
    int texts = 6000;
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder lines = new StringBuilder();
    for (int text = 0; text < texts; text++) {
      List<String> words = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      for (int word = 0; word < 20; word++) {
        if (random.nextInt(texts) < 150 + 150 * word) {
          words.add("word" + word);
          if (random.nextInt(10) > 0) {
            labels.add("\"label " + (char) ('a' + word % 7) + "\"");
          }
        }
      }
      lines.append(
          "{\"text\": \"%s\", \"labels\": %s}%n".formatted(String.join(" ", words), labels));
    }
    Files.writeString(file, lines);
  }

  private static void writeApplication(Path jar) throws IOException {
    String name = TextLabels.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file);
        InputStream code = TextLabels.class.getClassLoader().getResourceAsStream(name)) {
      entries.putNextEntry(new JarEntry(name));
      code.transferTo(entries);
    }
  }
}
