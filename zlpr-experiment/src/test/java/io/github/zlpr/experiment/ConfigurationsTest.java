package io.github.zlpr.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import io.github.zlpr.data.ArffDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationsTest {

  private static final String ARFF = "io.github.zlpr.data.ArffDataSource";

  @TempDir private Path directory;

  private Path write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path xml(String name, String content) throws IOException {
    return write(name, "<config>\n" + content + "\n</config>\n");
  }

  private static String source(String name, String path) {
    return "<component name='%s' type='%s'><property name='path' value='%s'/></component>"
        .formatted(name, ARFF, path);
  }

  private static String path(ConfigurationManager manager, String component) {
    return manager
        .getConfigurationData(component)
        .orElseThrow()
        .get("path")
        .orElseThrow()
        .toString();
  }

  private static void assertRefused(String message, Runnable loading) {
    RuntimeException refused = assertThrows(RuntimeException.class, loading::run);
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
  }

  private static Configurable lookup(ConfigurationManager manager, String name) {
    return Configurations.lookup(manager, name, Configurable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"my project", "a#b", "a%20b", "100%", "what?", "a+b", "Büro", "Doe, J", "a;b&c"})
  void aFolderMayHaveAnyName(String folder) throws IOException {
    xml(folder + "/parts/data.xml", source("data", "../rows.arff"));
    Path config = xml(folder + "/main.xml", "<file name='data' value='parts/data.xml'/>");
    Path rows = write(folder + "/rows.arff", "@relation 'r: -C 1'\n");
    ConfigurationManager manager = Configurations.load(config);
    assertEquals(rows.toString(), path(manager, "data"));
    assertTrue(lookup(manager, "data") instanceof ArffDataSource);
    Path json =
        write(
            folder + "/main.json",
            "{\"config\": {\"config-files\": [{\"name\": \"d\", \"value\": \"parts/data.xml\"}]}}");
    assertEquals(rows.toString(), path(Configurations.load(json), "data"));
  }

  @Test
  void aPathIsRelativeToTheFileThatNamesIt() throws IOException {
    Path config =
        xml(
            "a/main.xml",
            "<property name='folder' value='mine'/>\n"
                + "<property name='sub' value='${folder}/sub'/>\n"
                + "<file name='more' value='b/more.xml'/>\n"
                + source("plain", "x.arff")
                + "<component name='heir' inherit='plain'/>");
    xml(
        "a/b/more.xml",
        source("theirs", "x.arff")
            + source("global", "${sub}/x.arff")
            + source("absolute", directory.resolve("x.arff").toString())
            + "<component name='later-heir' inherit='plain'/>");
    ConfigurationManager manager = Configurations.load(config);
    assertEquals(file("a/x.arff"), path(manager, "plain"));
    assertEquals(file("a/x.arff"), path(manager, "heir"));
    assertEquals(file("a/x.arff"), path(manager, "later-heir"));
    assertEquals(file("a/b/x.arff"), path(manager, "theirs"));
    assertEquals(file("a/mine/sub/x.arff"), path(manager, "global"));
    assertEquals(file("x.arff"), path(manager, "absolute"));
  }

  @Test
  void aGivenPathIsRelativeToTheWorkingDirectory() throws IOException {
    Path config =
        xml(
            "a/main.xml",
            "<property name='folder' value='mine'/>\n"
                + source("plain", "x.arff")
                + source("global", "${folder}/x.arff"));
    ConfigurationManager manager =
        Configurations.load(
            List.of(config), Map.of("folder", "given", "plain.path", "Doe, J\\x.arff"));
    assertEquals(Path.of("given/x.arff").toString(), path(manager, "global"));
    assertEquals("Doe, J\\x.arff", path(manager, "plain"));
  }

  @Test
  void aPathThatIsOnlyInTheWorkingDirectoryIsFoundThere() throws IOException {
    Path config = xml("a/main.xml", source("pom", "pom.xml"));
    assertEquals("pom.xml", path(Configurations.load(config), "pom"));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  @Test
  void includesInACircleAreNamed() throws IOException {
    Path first = xml("first.xml", "<file name='x' value='second.xml'/>");
    xml("second.xml", "<file name='x' value='third.xml'/>");
    xml("third.xml", "<file name='x' value='./second.xml'/>");
    assertRefused(
        "second.xml -> " + directory.resolve("third.xml") + " -> ",
        () -> Configurations.load(first));
    Path self = xml("self.xml", "<file name='x' value='self.xml'/>");
    assertRefused("the file includes itself", () -> Configurations.load(self));
  }

  @Test
  void aFileIncludedTwiceIsReadOnce() throws IOException {
    xml("shared.xml", source("data", "x.arff"));
    xml("left.xml", "<file name='x' value='shared.xml'/>");
    xml("right.xml", "<file name='x' value='shared.xml'/>");
    Path top =
        xml("top.xml", "<file name='x' value='left.xml'/><file name='y' value='right.xml'/>");
    assertEquals(file("x.arff"), path(Configurations.load(top), "data"));
  }

  @Test
  void theIncludingFilesGlobalPropertyCounts() throws IOException {
    xml("part.xml", "<property name='folder' value='/part'/>" + source("data", "${folder}/x"));
    Path main =
        xml(
            "main.xml",
            "<property name='folder' value='/main'/><file name='part' value='part.xml'/>");
    assertEquals(Path.of("/main/x").toString(), path(Configurations.load(main), "data"));
  }

  @Test
  void aFileMayInheritFromThoseItIncludes() throws IOException {
    xml("part.xml", "<property name='folder' value='/part'/>" + source("base", "${folder}/x"));
    Path main =
        xml(
            "main.xml",
            "<property name='folder' value='/main'/><file name='part' value='part.xml'/>"
                + "<component name='heir' inherit='base'/>");
    assertEquals(Path.of("/main/x").toString(), path(Configurations.load(main), "heir"));
    Path none = xml("none.xml", "<component name='heir' inherit='absent'/>");
    assertRefused("none.xml:2: Failed to find base", () -> Configurations.load(none));
  }

  @Test
  void aMissingIncludeIsNamedWithItsIncluder() throws IOException {
    Path config = xml("main.xml", "<file name='x' value='absent.xml'/>");
    assertRefused(
        "absent.xml: no such configuration file; it is included in " + config,
        () -> Configurations.load(config));
  }

  @Test
  void componentsInACircleAreNamed() throws IOException {
    String inner =
        "<component name='%s' type='org.tribuo.transform.TransformTrainer'>"
            + "<property name='innerTrainer' value='%s'/></component>\n";
    Path config =
        xml(
            "main.xml",
            inner.formatted("self", "self")
                + inner.formatted("a", "b")
                + inner.formatted("b", "c")
                + inner.formatted("c", "b"));
    ConfigurationManager manager = Configurations.load(config);
    assertRefused("self -> self", () -> lookup(manager, "self"));
    assertRefused("b -> c -> b", () -> lookup(manager, "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.github.zlpr.trainer.data.ArffDataSource", "ArffDataSource"})
  void aClassThatIsNotThereIsNamedWithOneOfTheSameName(String type) throws IOException {
    Path config = xml("main.xml", "<component name='data' type='" + type + "'/>");
    String message =
        "there is no class " + type + " on the class path, but io.github.zlpr.data.ArffDataSource";
    assertRefused(message, () -> lookup(Configurations.load(config), "data"));
    assertRefused(
        message, () -> Configurations.load(List.of(config), Map.of("data.path", "x.arff")));
  }

  @Test
  void aClassOfAnUnknownNameIsNamed() throws IOException {
    Path config = xml("main.xml", "<component name='data' type='org.example.Source'/>");
    ConfigurationManager manager = Configurations.load(config);
    RuntimeException refused = assertThrows(RuntimeException.class, () -> lookup(manager, "data"));
    assertTrue(
        refused.getMessage().endsWith("there is no class org.example.Source on the class path"),
        refused.getMessage());
  }

  @Test
  void aTextThatIsAComponentsNameIsNoCircle() throws IOException {
    Path config =
        xml(
            "main.xml",
            "<component name='utf-8' type='%s'><property name='path' value='x.arff'/>"
                    .formatted(ARFF)
                + "<property name='charset' value='utf-8'/></component>");
    assertTrue(lookup(Configurations.load(config), "utf-8") instanceof ArffDataSource);
  }

  @Test
  void globalPropertiesInACircleAreNamed() throws IOException {
    Path config =
        xml(
            "main.xml",
            "<property name='a' value='x${b}'/><property name='b' value='${c}'/>"
                + "<property name='c' value='${b}'/>");
    assertRefused("b -> c -> b", () -> Configurations.load(config));
  }

  @Test
  void anUnknownGlobalPropertyIsRefusedWithThoseThatExist() throws IOException {
    Path config =
        xml("main.xml", "<property name='data' value='d'/>" + source("rows", "${file}.arff"));
    assertRefused(
        "no such global property in the configuration, but data, file.",
        () -> Configurations.load(List.of(config), Map.of("dta", "x")));
    assertEquals("x.arff", path(Configurations.load(List.of(config), Map.of("file", "x")), "rows"));
  }

  @Test
  void anUnknownComponentOrPropertyIsRefusedWithThoseThatExist() throws IOException {
    Path config = xml("main.xml", source("rows", "x.arff"));
    assertThrows(
        ArgumentException.class,
        () -> Configurations.load(List.of(config), Map.of("row.path", "x")));
    assertRefused(
        "no component row, but rows",
        () -> Configurations.load(List.of(config), Map.of("row.path", "x")));
    assertRefused(
        "has no property paht, but charset, labelsPath, missing, path",
        () -> Configurations.load(List.of(config), Map.of("rows.paht", "x")));
  }

  @Test
  void listsAreSeparatedByCommasAndASingleValueIsAListOfOne() throws IOException {
    Path config =
        xml(
            "main.xml",
            "<component name='evaluator' type='io.github.zlpr.eval.RankingEvaluator'>"
                + "<property name='k' value='7'/></component>");
    assertEquals(1, cutoffs(Configurations.load(config)).size());
    assertEquals(
        2, cutoffs(Configurations.load(List.of(config), Map.of("evaluator.k", "1,5"))).size());
  }

  private static List<?> cutoffs(ConfigurationManager manager) {
    return ((ListProperty)
            manager.getConfigurationData("evaluator").orElseThrow().getProperties().get("k"))
        .getSimpleList();
  }

  @Test
  void jsonMayHaveNumbersAndPlainLists() throws IOException {
    Path config =
        write(
            "main.json",
            """
            {"config": {"global-properties": {"n": 3}, "components": [
              {"name": "evaluator", "type": "io.github.zlpr.eval.RankingEvaluator",
               "properties": {"k": [1, "${n}", {"item": 5}], "bootstrap": 0}}]}}
            """);
    assertEquals(
        "RankingEvaluator(k=[1, 3, 5]",
        lookup(Configurations.load(config), "evaluator").toString().substring(0, 28));
  }

  @Test
  void brokenJsonIsRefusedWithItsPlace() throws IOException {
    Path cut = write("cut.json", "{\"config\": {\"components\": [\n {\"name\":");
    assertRefused("cut.json:2: ", () -> Configurations.load(cut));
    Path wrong = write("wrong.json", "{\"config\": {\"components\": {}}}");
    assertRefused("wrong.json: components must be a list", () -> Configurations.load(wrong));
    Path none = write("none.json", "{\"config\": {\"components\": [{\"name\": null}]}}");
    assertRefused("none.json: a component's name must be", () -> Configurations.load(none));
  }

  @Test
  void brokenXmlIsRefusedWithItsPlace() throws IOException {
    Path twice = xml("twice.xml", source("a", "x") + "\n" + source("a", "y"));
    assertRefused("twice.xml:3: duplicate definition for a", () -> Configurations.load(twice));
    Path unknown = xml("unknown.xml", "<thing/>");
    assertRefused("unknown.xml:2: Unknown element", () -> Configurations.load(unknown));
    Path text = write("text.txt", "");
    assertRefused("ends in .xml or .json", () -> Configurations.load(text));
  }

  @Test
  void pathsOfAWrittenConfigurationAreRelativeToItsFolder() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("out"));
    Path config = xml("main.xml", source("rows", "x.arff") + source("absolute", file("y.arff")));
    ConfigurationManager manager =
        Configurations.load(List.of(config), Map.of("rows.path", "data/x.arff"));
    var written =
        Locations.relativeTo(
            folder,
            List.of(
                manager.getConfigurationData("rows").orElseThrow(),
                manager.getConfigurationData("absolute").orElseThrow()));
    Path there = Path.of(written.get(0).getProperties().get("path").toString());
    assertFalse(there.isAbsolute());
    assertEquals(
        Path.of("data/x.arff").toAbsolutePath(), folder.toRealPath().resolve(there).normalize());
    assertEquals(file("y.arff"), written.get(1).getProperties().get("path").toString());
  }
}
