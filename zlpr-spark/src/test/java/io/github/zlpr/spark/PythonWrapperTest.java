package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.Test;

/**
 * What can be said of the Python file without PySpark, which Maven's repositories do not have: its
 * classes and parameters are those of the Java classes, and Python accepts it.
 */
class PythonWrapperTest {

  private static final Path FILE = Path.of("src/main/python/zlpr_spark.py");

  private static final Map<String, Params> STAGES =
      Map.of(
          "_LinearParams", new MultiLabelLinearClassifier(),
          "_SparseParams", new SparseMultiLabelClassifier(),
          "_IndexerParams", new LabelArrayIndexer(),
          "IndexToLabelArray", new IndexToLabelArray(),
          "MultiLabelRankingEvaluator", new MultiLabelRankingEvaluator());

  @Test
  void parametersAreThoseOfTheJavaClasses() throws IOException {
    String code = Files.readString(FILE);
    for (var stage : STAGES.entrySet()) {
      Set<String> names = new TreeSet<>();
      Matcher parameter =
          Pattern.compile("(\\w+) = _param\\(\"(\\w+)\", TypeConverters\\.(\\w+)\\)")
              .matcher(body(code, stage.getKey()));
      while (parameter.find()) {
        assertEquals(parameter.group(1), parameter.group(2));
        assertEquals(
            converter(stage.getValue(), parameter.group(1)),
            parameter.group(3),
            parameter.group(1));
        names.add(parameter.group(1));
      }
      Set<String> expected = new TreeSet<>();
      Arrays.stream(stage.getValue().params()).forEach(param -> expected.add(param.name()));
      assertEquals(expected, names, stage.getKey());
    }
  }

  /** The lines of a class, after those of the one that it extends. */
  private static String body(String code, String name) {
    Matcher ofClass =
        Pattern.compile(
                "\nclass " + name + "\\(([^:]*)\\):\n(.*?)(\n\n\nclass |\\z)", Pattern.DOTALL)
            .matcher(code);
    assertTrue(ofClass.find(), name);
    String inherited =
        ofClass.group(1).equals("_MultiLabelParams") ? body(code, "_MultiLabelParams") : "";
    return inherited + ofClass.group(2);
  }

  private static String converter(Params stage, String name) {
    return switch (stage.getParam(name).getClass().getSimpleName()) {
      case "IntParam", "LongParam" -> "toInt";
      case "DoubleParam" -> "toFloat";
      case "BooleanParam" -> "toBoolean";
      case "StringArrayParam" -> "toListString";
      default -> "toString";
    };
  }

  @Test
  void publicClassesAreThoseOfJava() throws Exception {
    Matcher names =
        Pattern.compile("__all__ = \\[(.*?)\\]", Pattern.DOTALL).matcher(Files.readString(FILE));
    assertTrue(names.find());
    for (String name : names.group(1).replaceAll("[\\s\"]", "").split(",")) {
      assertTrue(
          Params.class.isAssignableFrom(Class.forName("io.github.zlpr.spark." + name)), name);
    }
  }

  @Test
  void pythonAcceptsTheFileAndFindsClassesByTheirJavaNames() throws Exception {
    // Modules of the names that the file imports, whose classes do nothing.
    String program =
        """
        import runpy, sys, types
        def module(name, *classes):
            sys.modules[name] = types.ModuleType(name)
            for each in classes:
                setattr(sys.modules[name], each, type(each, (), {}))
        module("pyspark", "SparkContext")
        module("pyspark.ml")
        module("pyspark.ml.evaluation", "JavaEvaluator")
        module("pyspark.ml.param", "Params", "TypeConverters")
        module("pyspark.ml.util", "JavaMLReadable", "JavaMLWritable")
        module("pyspark.ml.wrapper", "JavaEstimator", "JavaModel", "JavaTransformer", "JavaWrapper")
        param = sys.modules["pyspark.ml.param"]
        param.Params._dummy = staticmethod(lambda: None)
        param.Param = lambda parent, name, doc, typeConverter: name
        for each in ("toString", "toInt", "toFloat", "toBoolean", "toListString"):
            setattr(param.TypeConverters, each, each)
        sys.path.insert(0, "src/main/python")
        import zlpr_spark
        found = __import__("io.github.zlpr.spark", fromlist=["IndexToLabelArray"])
        stage = getattr(found, "IndexToLabelArray")
        print(stage.__module__ + "." + stage.__name__, all(hasattr(found, n) for n in found.__all__))
        """;
    Process python;
    try {
      python = new ProcessBuilder("python3", "-B", "-c", program).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "no Python");
      return;
    }
    String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, python.waitFor(), output);
    assertEquals("io.github.zlpr.spark.IndexToLabelArray True", output.strip());
  }
}
