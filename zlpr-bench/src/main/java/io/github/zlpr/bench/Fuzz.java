package io.github.zlpr.bench;

import com.code_intelligence.jazzer.Jazzer;
import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.ExtremeDataSource;
import io.github.zlpr.experiment.Configurations;
import io.github.zlpr.trainer.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/**
 * Fuzzes what reads files, guided by coverage: any input either is read, and gives examples that
 * Tribuo accepts, or ends in the documented exception.
 *
 * <pre>
 *   java -Xmx2g -XX:+EnableDynamicAgentLoading -Dfuzz.target=arff -cp zlpr-bench/target/zlpr-bench.jar \
 *     io.github.zlpr.bench.Fuzz 600
 * </pre>
 *
 * <p>The target is one of {@code arff}, {@code mulan}, {@code extreme}, {@code model} and {@code
 * config}, the argument a number of seconds. The fuzzer starts from the files in {@code
 * zlpr-bench/fuzz-seeds/TARGET} and keeps what it learns in {@code zlpr-bench/target/fuzz/TARGET}.
 * An input that fails is written to a file that is named at the end, and belongs in a test.
 */
public final class Fuzz {
  private static final String TARGET = "fuzz.target";
  private static final Logger ROOT = Logger.getLogger("");

  /** What reads an input. */
  private enum Target {
    ARFF("input.arff") {
      @Override
      void read(Path input) throws IOException {
        accept(new ArffDataSource(input));
        Path labels = input.resolveSibling("labels.xml");
        if (!Files.exists(labels)) {
          Files.writeString(labels, "<labels><label name='a'/></labels>");
        }
        for (String missing : new String[] {"omitFeature", "dropExample"}) {
          accept(new ArffDataSource(input, labels, "UTF-8", missing));
        }
      }
    },

    MULAN("input.xml") {
      @Override
      void read(Path input) throws IOException {
        Path arff = input.resolveSibling("data.arff");
        if (!Files.exists(arff)) {
          Files.writeString(
              arff, "@relation r\n@attribute a {0,1}\n@attribute x numeric\n@data\n1,2\n");
        }
        accept(new ArffDataSource(arff, input));
      }
    },

    EXTREME("input.txt") {
      @Override
      void read(Path input) {
        accept(new ExtremeDataSource(input));
      }
    },

    MODEL("input.tribuo") {
      @Override
      void read(Path input) {
        try {
          ModelFile.load(input);
        } catch (InvalidDataException e) {
          // Documented.
        }
      }
    },

    CONFIG("input.xml") {
      @Override
      void read(Path input) {
        try {
          Configurations.load(input);
        } catch (ArgumentException | ConfigLoaderException | PropertyException e) {
          // Documented.
        }
      }
    };

    private final String fileName;

    Target(String fileName) {
      this.fileName = fileName;
    }

    abstract void read(Path input) throws IOException;
  }

  private static final Target CHOSEN =
      Target.valueOf(System.getProperty(TARGET).toUpperCase(Locale.ROOT));
  private static final Path INPUT = inputFile();

  private Fuzz() {}

  private static Path inputFile() {
    try {
      return Files.createTempDirectory("fuzz").resolve(CHOSEN.fileName);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void accept(DataSource<MultiLabel> source) {
    try {
      for (Example<MultiLabel> example : source) {
        if (!example.validateExample()) {
          throw new IllegalStateException("Tribuo refuses " + example);
        }
      }
    } catch (InvalidDataException e) {
      // Documented.
    }
  }

  /**
   * Called by Jazzer.
   *
   * @param input the content of a file.
   * @throws IOException if it cannot be written.
   */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Files.write(INPUT, input);
    CHOSEN.read(INPUT);
  }

  /**
   * Runs Jazzer.
   *
   * @param arguments how many seconds.
   * @throws Exception if it cannot be started.
   */
  public static void main(String[] arguments) throws Exception {
    ROOT.setLevel(Level.OFF);
    String name = CHOSEN.name().toLowerCase(Locale.ROOT);
    Path learnt = Files.createDirectories(Path.of("zlpr-bench", "target", "fuzz", name));
    Jazzer.main(
        new String[] {
          "--target_class=" + Fuzz.class.getName(),
          "--instrumentation_includes=io.github.zlpr.**:org.tribuo.**:com.oracle.labs.**",
          // Tribuo's model files and OLCUT's configurations name classes.
          "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ReflectiveCall",
          "--reproducer_path=zlpr-bench/target/fuzz",
          "-artifact_prefix=zlpr-bench/target/fuzz/",
          "-max_total_time=" + arguments[0],
          "-max_len=16384",
          "-print_final_stats=1",
          learnt.toString(),
          "zlpr-bench/fuzz-seeds/" + name
        });
  }
}
