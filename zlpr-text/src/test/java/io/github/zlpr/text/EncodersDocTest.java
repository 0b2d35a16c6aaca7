package io.github.zlpr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.cli.Main;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and the table of docs/encoders.md. */
class EncodersDocTest {

  private static final Path DOC = Path.of("../docs/encoders.md");
  private static final String PROGRAM = "java -jar zlpr-text/target/zlpr-text.jar ";

  @TempDir private Path directory;

  private String run(String arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
    for (MatchResult word :
        Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(arguments).results().toList()) {
      String text = word.group(1) == null ? word.group(2) : word.group(1);
      command.add(
          text.startsWith("configs/")
              ? Path.of("..").resolve(text).toAbsolutePath().normalize().toString()
              : text);
    }
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed;
  }

  @Test
  void theCommandsRun() throws IOException, InterruptedException {
    List<String> commands =
        Files.readAllLines(DOC).stream().filter(line -> line.startsWith(PROGRAM)).toList();
    assertFalse(commands.isEmpty());
    String printed = "";
    for (String command : commands) {
      printed = run(command.substring(PROGRAM.length()));
    }
    assertTrue(printed.contains("(encoder)"), printed);
    assertTrue(Files.isDirectory(directory.resolve("out/vectors")));
  }

  @Test
  void theTableHasEveryPropertyButTheDigests() throws IOException {
    String doc = Files.readString(DOC);
    List<String> missing =
        Arrays.stream(EncoderTextExtractor.class.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(Config.class))
            .map(Field::getName)
            .filter(name -> !name.endsWith("Digest") && !doc.contains("`" + name + "`"))
            .toList();
    assertEquals(List.of(), missing);
  }
}
