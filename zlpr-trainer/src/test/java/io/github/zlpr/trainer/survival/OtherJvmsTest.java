package io.github.zlpr.trainer.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same weights and metrics, to the bit, from the interpreter, both compilers and another JDK.
 * That one runs if the system property {@code zlpr.java} names its {@code java}.
 */
class OtherJvmsTest {

  @TempDir private Path directory;

  private void assertSameBits(Path java, String... options) throws Exception {
    Path output = directory.resolve("output");
    String data = directory.resolve("child").toString();
    int status =
        ChildJvm.start(
                ChildJvm.command(java, List.of(options), Trainings.class, data), output)
            .waitFor();
    assertEquals(0, status, Files.readString(output));
    assertEquals(
        String.join("\n", Trainings.run(directory.resolve("here"))),
        String.join("\n", Files.readAllLines(output)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation -Xbatch -XX:CompileThreshold=500"
      })
  void sameBitsFromInterpreterAndCompilers(String options) throws Exception {
    assertSameBits(ChildJvm.java(), options.split(" "));
  }

  @Test
  void sameBitsFromAnotherJdk() throws Exception {
    String java = System.getProperty("zlpr.java");
    assumeTrue(java != null, "no other JDK is named by -Dzlpr.java");
    assertSameBits(Path.of(java));
  }
}
