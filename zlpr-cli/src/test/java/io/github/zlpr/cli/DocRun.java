package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.zlpr.experiment.Configurations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Runs the blocks of one document in their order, in a folder that has a copy of {@code configs}.
 * Paths that begin with {@code configs/}, {@code out/} or {@code my/} are in that folder.
 */
final class DocRun {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Set<String> UNTESTED_PROGRAMS = Set.of("./mvnw", "java", "spark-submit");
  private static final String BETWEEN_BLOCKS = "--- end of block ---";
  private static final Logger LOGGER = Logger.getLogger("io.github.zlpr");

  private final Path root;
  private final Path folder;
  private final Path data;
  private final List<DocBlock> java = new ArrayList<>();
  private final List<DocBlock> javaOutput = new ArrayList<>();
  private DocBlock last;
  private String printed = "";

  /**
   * A run in a new folder.
   *
   * @param root the project.
   * @param folder the folder to run in.
   * @param data the folder of Mulan's data sets, or null.
   */
  DocRun(Path root, Path folder, Path data) throws IOException {
    this.root = root;
    this.folder = folder;
    this.data = data;
    Path configs = root.resolve("configs");
    try (Stream<Path> files = Files.walk(configs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        write("configs/" + configs.relativize(file), Files.readString(file));
      }
    }
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  void run(DocBlock block) throws IOException {
    DocBlock before = last;
    last = block;
    assumeDataFor(block);
    if (block.mode().equals("file")) {
      write(block.argument(), block.text());
    }
    switch (block.language()) {
      case "bash" -> runCommands(block);
      case "java" -> java.add(block);
      case "xml" -> checkXml(block);
      case "text" -> {
        if (!block.mode().equals("file") && before != null) {
          assumeDataFor(before);
          checkOutput(block, before);
        }
      }
      default -> {}
    }
  }

  private void assumeDataFor(DocBlock block) {
    assumeTrue(
        data != null || !block.mode().equals("needs-data"), "Mulan's data sets are not here");
  }

  private void checkOutput(DocBlock block, DocBlock before) {
    if (before.language().equals("java")) {
      javaOutput.add(block);
    } else if (before.language().equals("bash") && !before.mode().equals("slow")) {
      assertPrinted(block, printed);
    }
  }

  private void runCommands(DocBlock block) throws IOException {
    StringBuilder output = new StringBuilder();
    List<String> more =
        Set.of("slow", "needs-data").contains(block.mode()) ? words(block.argument()) : List.of();
    for (String line : block.text().replace("\\\n", " ").split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> words = words(line);
      String program = words.get(0);
      if (program.equals("zlpr") || program.equals("./zlpr")) {
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        arguments.addAll(more);
        more = List.of();
        output.append(zlpr(arguments));
      } else {
        assertTrue(UNTESTED_PROGRAMS.contains(program), line);
        checkNames(words);
      }
    }
    printed = output.toString();
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
        .toList();
  }

  private String zlpr(List<String> arguments) throws IOException {
    InputStream in = InputStream.nullInputStream();
    int input = arguments.indexOf("<");
    if (input >= 0) {
      in = new ByteArrayInputStream(Files.readAllBytes(Path.of(path(arguments.get(input + 1)))));
      arguments.subList(input, input + 2).clear();
    }
    arguments.replaceAll(this::path);
    Log log = new Log();
    Level level = LOGGER.getLevel();
    LOGGER.addHandler(log);
    LOGGER.setLevel(Level.INFO);
    LOGGER.setUseParentHandlers(false);
    CommandLine run;
    try {
      run = CommandLine.run(in, arguments.toArray(String[]::new));
    } finally {
      LOGGER.removeHandler(log);
      LOGGER.setLevel(level);
      LOGGER.setUseParentHandlers(true);
    }
    assertEquals(0, run.code(), run.err());
    return (log.text + run.err() + run.out())
        .replace(folder + "/", "")
        .replace(String.valueOf(data), "FOLDER");
  }

  /** Collects what the command line logs, which goes to standard error. */
  private static final class Log extends Handler {
    private final StringBuilder text = new StringBuilder();
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public synchronized void publish(LogRecord entry) {
      if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
        text.append(formatter.formatMessage(entry)).append('\n');
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private String path(String word) {
    if (word.startsWith("FOLDER")) {
      return data + word.substring("FOLDER".length());
    }
    return word.matches("(configs|out|my)/.*") ? folder.resolve(word).toString() : word;
  }

  /** The modules, profiles and classes of this project that a command names exist. */
  private void checkNames(List<String> words) throws IOException {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-pl")) {
        for (String module : words.get(i + 1).split(",")) {
          assertTrue(Files.exists(root.resolve(module).resolve("pom.xml")), module);
        }
      } else if (word.equals("-P")) {
        String poms = poms().stream().map(DocRun::read).collect(Collectors.joining());
        for (String profile : words.get(i + 1).split(",")) {
          assertTrue(poms.contains("<id>" + profile + "</id>"), profile);
        }
      } else if (word.startsWith("-Dtest=") || word.startsWith("io.github.zlpr.")) {
        String type = word.substring(Math.max(word.lastIndexOf('='), word.lastIndexOf('.')) + 1);
        try (Stream<Path> files = Files.walk(root)) {
          assertTrue(files.anyMatch(file -> file.endsWith(type + ".java")), type);
        }
      }
    }
  }

  private List<Path> poms() throws IOException {
    try (Stream<Path> files = Files.walk(root, 2)) {
      return files.filter(file -> file.endsWith("pom.xml")).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkXml(DocBlock block) throws IOException {
    String text = block.text();
    if (text.contains("<dependency>")) {
      checkDependencies(text);
      return;
    }
    boolean whole = text.contains("<config>");
    String name =
        block.mode().equals("file") ? block.argument() : "configs/line-" + block.line() + ".xml";
    write(name, whole ? text : "<config>\n" + text + "</config>\n");
    ConfigurationManager manager = Configurations.load(folder.resolve(name));
    for (String component : manager.getComponentNames()) {
      ConfigurationData settings = manager.getConfigurationData(component).orElseThrow();
      for (String property : settings.getProperties().keySet()) {
        assertTrue(
            isProperty(settings.getClassName(), property),
            settings.getClassName() + "." + property);
      }
    }
    if (whole && !block.mode().equals("needs-data")) {
      manager.getComponentNames().forEach(manager::lookup);
    }
  }

  private static boolean isProperty(String className, String name) {
    try {
      for (Class<?> type = Class.forName(className); type != null; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (field.getName().equals(name) && field.isAnnotationPresent(Config.class)) {
            return true;
          }
        }
      }
      return false;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private void checkDependencies(String text) {
    Pattern coordinates =
        Pattern.compile(
            "<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>\\s*<version>(.*?)</version>");
    for (MatchResult found : coordinates.matcher(text).results().toList()) {
      String pom = read(root.resolve(found.group(2)).resolve("pom.xml"));
      assertTrue(pom.contains("<groupId>" + found.group(1) + "</groupId>"), found.group());
      assertTrue(pom.contains("<version>" + found.group(3) + "</version>"), found.group());
    }
  }

  /**
   * The Java blocks of a document are one program, in which later blocks use what earlier ones
   * made.
   */
  void runJava() throws Exception {
    String source = java.stream().map(DocBlock::text).collect(Collectors.joining("\0"));
    StringBuilder imports = new StringBuilder();
    StringBuilder body = new StringBuilder();
    for (String line : source.split("\n")) {
      (line.matches("\0?import .*;") ? imports : body).append(line).append('\n');
      if (line.startsWith("\0import")) {
        body.append('\0');
      }
    }
    String code =
        imports.toString().replace("\0", "")
            + "class Document { static void run() throws Exception {\n"
            + body.toString().replace("\0", "System.out.println(\"" + BETWEEN_BLOCKS + "\");\n")
            + "}}\n";
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path file =
        Files.writeString(
            folder.resolve("Document.java"),
            code.replaceAll("\"(configs|out|my)/", "\"" + folder + "/$1/"));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                errors,
                errors,
                "-classpath",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "-Xlint:all,-path",
                "-Werror",
                "-proc:none",
                "-d",
                classes.toString(),
                file.toString());
    assertEquals(0, status, errors.toString(StandardCharsets.UTF_8) + code);
    assertJavaPrints(runDocument(classes).split(BETWEEN_BLOCKS + "\n"));
  }

  private static String runDocument(Path classes) throws Exception {
    PrintStream standardOutput = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, DocRun.class.getClassLoader())) {
      var method = loader.loadClass("Document").getDeclaredMethod("run");
      method.setAccessible(true);
      method.invoke(null);
    } finally {
      System.setOut(standardOutput);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void assertJavaPrints(String[] outputs) {
    for (DocBlock expected : javaOutput) {
      int block = 0;
      while (block + 1 < java.size() && java.get(block + 1).line() < expected.line()) {
        block++;
      }
      assertPrinted(expected, outputs[block]);
    }
  }

  /**
   * The lines of a block were printed one after the other; {@code ...} stands for any lines, and …
   * for anything in a line.
   */
  private static void assertPrinted(DocBlock block, String printed) {
    List<String> lines = printed.lines().map(String::stripTrailing).toList();
    int next = 0;
    boolean anywhere = true;
    for (String line : block.lines()) {
      if (line.strip().equals("...")) {
        anywhere = true;
        continue;
      }
      Pattern expected =
          Pattern.compile(
              Arrays.stream(line.stripTrailing().split("…", -1))
                  .map(Pattern::quote)
                  .collect(Collectors.joining(".*")));
      int found = next;
      while (anywhere && found < lines.size() && !expected.matcher(lines.get(found)).matches()) {
        found++;
      }
      if (found == lines.size() || !expected.matcher(lines.get(found)).matches()) {
        fail("line " + block.line() + ": not printed: " + line + "\nprinted:\n" + printed);
      }
      next = found + 1;
      anywhere = false;
    }
  }
}
