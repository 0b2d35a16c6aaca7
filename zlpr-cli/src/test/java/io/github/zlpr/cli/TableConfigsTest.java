package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations of Tribuo's own table sources, run by the command line on the sample data. */
class TableConfigsTest {
  private static final String DATABASE = "jdbc:h2:mem:colours;DATABASE_TO_LOWER=TRUE";

  @TempDir private Path directory;

  private String train(String config, String property, String value) throws Exception {
    Path output = directory.resolve(config);
    CommandLine run =
        CommandLine.run(
            "train",
            "-c",
            "../configs/" + config,
            "--@" + property,
            value,
            "-o",
            output.toString());
    assertEquals(0, run.code(), run.err());
    var metrics = new ObjectMapper().readTree(output.resolve("metrics.json").toFile());
    assertTrue(metrics.get("LRAP").asDouble() > 0.9, run.out());
    return metrics.toString();
  }

  @Test
  void csvJsonAndSqlOfTheSameTableGiveTheSame() throws Exception {
    String csv = train("csv.xml", "file", "../configs/sample/colours.csv");
    assertEquals(csv, train("json.xml", "file", "../configs/sample/colours.json"));
    try (Connection connection = DriverManager.getConnection(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table colours (id, red, green, blue, labels) as select rownum(), * from"
              + " csvread('../configs/sample/colours.csv')");
      assertEquals(csv, train("sql.xml", "database", DATABASE));
    }
  }

  @Test
  void aDatabaseWithoutADriverSaysWhereItsJarGoes() {
    CommandLine run =
        CommandLine.run("data", "-c", "../configs/sql.xml", "--@database", "jdbc:nothing:here");
    assertEquals(2, run.code());
    assertEquals(
        "zlpr data: No suitable driver found for jdbc:nothing:here; put the jar of its JDBC driver"
            + " on the class path: java -cp zlpr.jar:DRIVER.jar io.github.zlpr.cli.Main",
        run.err().stripTrailing());
  }

  @Test
  void dataDescribesATable() {
    CommandLine run =
        CommandLine.run(
            "data",
            "-c",
            "../configs/csv.xml",
            "--@file",
            "../configs/sample/colours.csv",
            "table");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().matches("(?s)table\\R  examples +80\\R  features +3\\R.*"), run.out());
    assertTrue(run.out().matches("(?s).*  labels +3\\R.*  without label +22\\R.*"), run.out());
  }
}
