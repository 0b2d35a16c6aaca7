package io.github.zlpr.cli.survival;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.zlpr.cli.Main;
import io.github.zlpr.experiment.ExperimentFiles;
import io.github.zlpr.trainer.model.ModelFile;
import io.github.zlpr.trainer.model.WeightDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line where files cannot grow, which stands for a full disk: both fail a write. */
class FullDiskTest {

  private static final Path CONFIG =
      Path.of("../zlpr-experiment/src/test/resources/frozen/1.0/config.xml");
  private static final Path SHELL = Path.of("/bin/bash");

  @TempDir private Path directory;

  @BeforeEach
  void requireShell() {
    assumeTrue(Files.isExecutable(SHELL), "bash limits the size of files");
  }

  private int train(String kibibytes, String out, Path output) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(SHELL.toString(), "-c", "ulimit -f " + kibibytes + " && exec \"$@\"", "bash"));
    command.addAll(
        ChildJvm.command(
            ChildJvm.java(),
            List.of(),
            Main.class,
            "train",
            "-c",
            CONFIG.toString(),
            "-o",
            out,
            "--overwrite"));
    return ChildJvm.start(command, output).waitFor();
  }

  private static Set<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String digest(Path out) {
    return WeightDigest.of(ModelFile.load(out.resolve(ExperimentFiles.MODEL)));
  }

  @Test
  void saysSoInOneLineAndLosesNothing() throws Exception {
    Path out = directory.resolve("out");
    Path output = directory.resolve("output");
    assertEquals(0, train("unlimited", out.toString(), output), Files.readString(output));
    Set<String> names = names(out);
    byte[] report = Files.readAllBytes(out.resolve(ExperimentFiles.REPORT));
    String digest = digest(out);

    for (String kibibytes : List.of("40")) {
      assertEquals(2, train(kibibytes, out.toString(), output), Files.readString(output));
      List<String> lines =
          Files.readAllLines(output).stream().filter(line -> line.startsWith("zlpr")).toList();
      assertEquals(1, lines.size(), Files.readString(output));
      assertTrue(lines.get(0).contains("File too large"), lines.get(0));
      assertFalse(Files.readString(output).contains("\tat "), Files.readString(output));
      assertEquals(names, names(out));
      assertArrayEquals(report, Files.readAllBytes(out.resolve(ExperimentFiles.REPORT)));
    }
    assertEquals(digest, digest(out));
  }
}
