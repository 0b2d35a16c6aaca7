package io.github.zlpr.cli.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same weights and metrics, to the bit, from the interpreter, the compilers and another JDK.
 * The system property {@code zlpr.java} names the {@code java} of the other one.
 */
class OtherJvmsTest {

  @TempDir private static Path directory;
  private static List<String> here;

  @BeforeAll
  static void train() throws IOException {
    here = Trainings.run(directory.resolve("here"));
  }

  private static void assertSameBits(Path java, String... options) throws Exception {
    Path output = directory.resolve("output");
    Path bits = directory.resolve("bits");
    String data = directory.resolve("child").toString();
    int status =
        ChildJvm.start(
                ChildJvm.command(java, List.of(options), Trainings.class, data, bits.toString()),
                output)
            .waitFor();
    assertEquals(0, status, Files.readString(output));
    assertEquals(here, Files.readAllLines(bits));
    Files.delete(bits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
  void sameBitsFromInterpreterAndFirstCompiler(String option) throws Exception {
    assertSameBits(ChildJvm.java(), option);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation -Xbatch -XX:CompileThreshold=500",
        "-XX:+TieredCompilation"
      })
  void sameBitsFromAnotherJdk(String options) throws Exception {
    String java = System.getProperty("zlpr.java");
    assumeTrue(java != null, "no other JDK is named by -Dzlpr.java");
    assertSameBits(Path.of(java), options.split(" "));
  }
}
