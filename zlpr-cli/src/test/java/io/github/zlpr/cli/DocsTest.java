package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.data.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The texts at the top of the project and in the folder {@code docs} tell the truth: commands run
 * and print what the text below them shows, configurations load, Java compiles and runs, links lead
 * somewhere. {@link DocBlock} says how a block is marked that needs data or much time.
 */
class DocsTest {

  private static final Path ROOT = Path.of("..");
  private static final Path README = ROOT.resolve("README.md");

  @TempDir private Path directory;

  private static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicContainer> blocks() throws IOException {
    List<DynamicContainer> documents = new ArrayList<>();
    for (Path document : documents()) {
      String name = document.getFileName().toString();
      List<DocBlock> blocks =
          DocBlock.read(document).stream().filter(block -> !block.mode().equals("skip")).toList();
      DocRun run = new DocRun(ROOT, directory.resolve(name), TestData.mulan());
      List<DynamicTest> tests = new ArrayList<>();
      for (DocBlock block : blocks) {
        tests.add(
            DynamicTest.dynamicTest(
                name + ":" + block.line() + " " + block.language() + " " + block.mode(),
                () -> run.run(block)));
      }
      if (blocks.stream().anyMatch(block -> block.language().equals("java"))) {
        tests.add(DynamicTest.dynamicTest(name + ": Java", run::runJava));
      }
      documents.add(DynamicContainer.dynamicContainer(name, tests));
    }
    return documents.stream();
  }

  @Test
  void theReadmeIsShort() throws IOException {
    assertTrue(Files.readAllLines(README).size() <= 130);
  }

  /** Code that is only indented would not be tested. */
  @Test
  void codeIsFenced() throws IOException {
    Pattern indented = Pattern.compile("(?m)^ {4}(\\./)?(java|mvnw?|zlpr|spark-submit|<|import) ?");
    for (Path document : documents()) {
      String text = Files.readString(document).replaceAll("(?ms)^```.*?^```$", "");
      assertEquals(
          List.of(),
          indented.matcher(text).results().map(MatchResult::group).toList(),
          document.toString());
    }
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    Pattern link = Pattern.compile("\\]\\(([^)#]*)(#[^)]*)?\\)");
    for (Path document : documents()) {
      List<String> broken = new ArrayList<>();
      for (MatchResult found : link.matcher(Files.readString(document)).results().toList()) {
        if (!found.group(1).startsWith("https://")) {
          Path target =
              found.group(1).isEmpty() ? document : document.resolveSibling(found.group(1));
          if (!Files.exists(target)
              || (found.group(2) != null && !anchors(target).contains(found.group(2)))) {
            broken.add(found.group());
          }
        }
      }
      assertEquals(List.of(), broken, document.toString());
    }
  }

  /** The anchors that GitHub gives to headings. */
  private static List<String> anchors(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> "#" + title.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }
}
