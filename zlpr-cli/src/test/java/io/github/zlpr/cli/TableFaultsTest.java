package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tribuo's own CSV and JSON sources, given files that are not as they should be. */
class TableFaultsTest {

  @TempDir private Path directory;

  private CommandLine data(String config, String content) throws IOException {
    return data(config, content.getBytes(StandardCharsets.UTF_8));
  }

  private CommandLine data(String config, byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("table"), content);
    return CommandLine.run(
        "data", "-c", "../configs/" + config + ".xml", "table", "--@file", file.toString());
  }

  private void assertFault(String message, CommandLine run) {
    assertEquals(2, run.code(), run.out());
    assertEquals("zlpr data: " + directory.resolve("table") + message, run.err().stripTrailing());
  }

  private static void assertLabels(String labels, CommandLine run) {
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("  most frequent: " + labels + "\n"), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.9,,0.1,warm | :3: column 'green' has '', which is empty, expected a finite number",
        "n/a,0.2,0.1,warm | :3: column 'red' has 'n/a', expected a finite number",
        "1,2,1e999,warm | :3: column 'blue' has '1e999', which is too large for a double (above"
            + " 1.8e308)",
        "1,NaN,3,warm | :3: column 'green' has 'NaN', expected a finite number",
        "1,\"2,5\",3,warm | :3: column 'green' has '2,5', which has a comma; a number has a point"
            + " before its decimals and nothing between thousands",
        "1,2,5,3,warm | :3: found 5 cells for 4 columns; a cell that has the separator in it needs"
            + " quotes",
        "1,2 | :3: found 2 cells for 4 columns; a cell that has the separator in it needs quotes",
        "1,2,3,\"warm | :3: a quote that begins here is not closed",
      })
  void namesLineAndColumnOfACsvCell(String row, String message) throws IOException {
    String start = "red,green,blue,labels\n0.3,0.1,0.6,cold\n";
    assertFault(message, data("csv", start + row + "\n"));
  }

  @Test
  void countsTheLinesOfACellAndBlankLines() throws IOException {
    assertFault(
        ":5: column 'red' has 'x', expected a finite number",
        data("csv", "red,green,blue,labels\n1,2,3,\"warm,\nbright\"\n\nx,2,3,warm\n"));
  }

  @Test
  void aTableOfOneColumnMayHaveAnotherSeparator() throws IOException {
    CommandLine run = data("csv", "red;green;blue;labels\n1;2;3;warm\n");
    assertEquals(2, run.code());
    assertTrue(
        run.err()
            .stripTrailing()
            .endsWith("if they are parted by ';', make it the property separator"),
        run.err());
  }

  @Test
  void jsonThatEndsTooSoonIsSaidToBeSoInOneClause() throws IOException {
    assertFault(
        ":1: is not well-formed JSON: Unexpected end-of-input: expected close marker for Array",
        data("json", "[{\"red\":1,\"green\":2,\"blue\":3,\"labels\":\"warm\"}"));
  }

  @Test
  void namesTheColumnsThatAreThere() throws IOException {
    assertFault(
        ":1: column 'red' is there twice", data("csv", "red,green,blue,red,labels\n1,2,3,4,a\n"));
    assertFault(
        ": there is no column 'blue', 'labels'; the columns are 'red', 'green', 'Blue', 'label'",
        data("csv", "red,green,Blue,label\n1,2,3,warm\n"));
    assertFault(
        ": there is no column 'blue'; the columns are 'Blue', 'green', 'labels', 'red'",
        data("json", "[{\"red\":1,\"green\":2,\"Blue\":3,\"labels\":\"warm\"}]"));
    assertFault(": is empty", data("csv", ""));
    assertFault(": has no examples", data("csv", "red,green,blue,labels\n"));
  }

  @Test
  void readsListsOfLabels() throws IOException {
    assertLabels(
        "warm 2, bright 1",
        data("csv", "red,green,blue,labels\n1,2,3,\" warm , bright,, \"\n1,2,3,warm\n"));
    assertLabels(
        "warm 2, cold 1",
        data(
            "csv",
            "red,green,blue,labels\n1,2,3,\"warm = true, cold=false\"\n"
                + "1,2,3,\"warm=true ,cold= true\"\n"));
    assertLabels("warm#bright 1", data("csv", "red,green,blue,labels\n1,2,3,warm#bright\n"));
  }

  @Test
  void readsNullsAndListsOfJson() throws IOException {
    String colour = "{\"red\":0.3,\"green\":1,\"blue\":6e-1,\"other\":{\"a\":[1]},\"labels\":";
    CommandLine run =
        data(
            "json",
            ("[" + colour + "\"cold\"}," + colour + "null}," + colour + "[]},")
                + (colour + "[\"warm\", \" bright\", null]}," + colour + "\"warm, cold\"}]"));
    assertLabels("cold 2, warm 2, bright 1", run);
    assertTrue(run.out().matches("(?s).*  examples +5\\R.*  without label +2\\R.*"), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"red\":null,\"green\":1,\"blue\":1} | :2: column 'red' has '', which is empty, expected"
            + " a finite number",
        "{\"red\":[1],\"green\":1,\"blue\":1} | :2: column 'red' has an array; expected a number or"
            + " a text",
        "{\"red\":true,\"green\":1,\"blue\":1} | :2: column 'red' has 'true', expected a finite"
            + " number",
        "{\"labels\":{\"warm\":true}} | :2: column 'labels' has an object; expected a number or a"
            + " text, or an array of labels",
        "{\"labels\":[[\"warm\"]]} | :2: column 'labels' has a list in a list; expected labels",
        "{\"labels\":[\"a,b\"]} | :2: label 'a,b' has a comma, which Tribuo does not allow; rename"
            + " it",
        "7 | :2: expected an object, {\"column\": value, ...}",
        "{\"red\":\"1 | :2: is not well-formed JSON: Unexpected end-of-input: was expecting closing"
            + " quote for a string value",
        "{\"\u001B\":1, | :2: is not well-formed JSON: Illegal unquoted character ((CTRL-CHAR,"
            + " code 27)): has to be escaped using backslash to be included in name",
        "{\"red\" 1} | :2: is not well-formed JSON: Unexpected character ('1' (code 49)): was"
            + " expecting a colon to separate field name and value",
      })
  void namesLineAndColumnOfAJsonValue(String row, String message) throws IOException {
    String start = "[{\"red\":1,\"green\":2,\"blue\":3,\"labels\":\"cold\"},\n";
    assertFault(message, data("json", start + row + "]"));
  }

  @Test
  void refusesOtherJson() throws IOException {
    assertFault(
        ":1: is no array of objects, [{\"column\": value, ...}, ...]", data("json", "{\"a\":1}"));
    assertFault(": has no examples", data("json", "[]"));
    assertFault(":1: ends too early; the file is cut off", data("json", ""));
  }

  @Test
  void readsPackedTablesAndNamesEncodingFaults() throws IOException {
    String table = "red,green,blue,labels\n1,2,3,caf\u00e9\n";
    Path packed = directory.resolve("table");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(table.getBytes(StandardCharsets.UTF_8));
    }
    assertLabels("caf\u00e9 1", data("csv", Files.readAllBytes(packed)));
    assertLabels(
        "caf\u00e9 1", data("csv", ("\uFEFF" + table).getBytes(StandardCharsets.UTF_16LE)));
    assertFault(
        ":2: the byte 0xE9 in column 10 is not UTF-8 text, but 'é' in windows-1252; convert it"
            + " from windows-1252 to UTF-8",
        data("csv", table.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
