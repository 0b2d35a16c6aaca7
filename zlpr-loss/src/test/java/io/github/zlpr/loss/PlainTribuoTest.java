package io.github.zlpr.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.RootLocale;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/** A trained model needs no class of this project. */
final class PlainTribuoTest {

  static List<MultiLabelLoss> losses() {
    return List.of(
        new ZLPR(0.5, 1.0, 0.1, 0.0),
        new WeightedBinaryCrossEntropy(new double[] {1, 2, 3, 1, 1, 1}));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void modelPredictsInAJvmWithTribuoOnly(MultiLabelLoss loss, @TempDir Path directory)
      throws IOException, InterruptedException {
    Model<MultiLabel> model = TribuoTest.trainer(loss, 5).train(Separable.dataset(2, 1.0));
    Path file = directory.resolve("model.tribuo");
    RootLocale.run(() -> model.serializeToFile(file));

    String name = ScorePrinter.class.getName();
    Path program = directory.resolve(name.replace('.', '/') + ".class");
    Files.createDirectories(program.getParent());
    try (InputStream in = ScorePrinter.class.getResourceAsStream("ScorePrinter.class")) {
      Files.copy(in, program);
    }
    String jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    Path output = directory.resolve("output");
    int status =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                directory + File.pathSeparator + jars,
                name,
                file.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();

    assertEquals(0, status);
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertTrue(printed.contains("label5=") && !jars.contains("zlpr-loss"), printed);
    assertEquals(ScorePrinter.print(model), printed);
  }
}
