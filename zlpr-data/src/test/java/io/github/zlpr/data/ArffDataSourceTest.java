package io.github.zlpr.data;

import static io.github.zlpr.data.TestData.features;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.DataSourceProvenance;

class ArffDataSourceTest {

  private static final String HEADER =
      """
      @relation test
      @attribute x numeric
      @attribute y REAL
      @attribute one {0,1}
      @attribute two {0,1}
      @data
      """;

  @TempDir private Path directory;
  private Path arff;
  private Path xml;

  @BeforeEach
  void writeLabels() throws IOException {
    arff = directory.resolve("data.arff");
    xml = directory.resolve("labels.xml");
    labels("two", "one");
  }

  private void labels(String... names) throws IOException {
    StringBuilder text =
        new StringBuilder("<labels xmlns=\"http://mulan.sourceforge.net/labels\">");
    for (String name : names) {
      text.append("<label name=\"").append(name).append("\"></label>\n");
    }
    Files.writeString(xml, text.append("</labels>"));
  }

  private List<Example<MultiLabel>> read(String content) throws IOException {
    Files.writeString(arff, content);
    return TestData.examples(new ArffDataSource(arff, xml));
  }

  private static Set<String> names(Example<MultiLabel> example) {
    return example.getOutput().getNameSet();
  }

  @Test
  void readsDenseRowsAndMatchesLabelsByName() throws IOException {
    List<Example<MultiLabel>> examples = read(HEADER + "1.5,-2e3,1,0\n\n% comment\n0, 7 ,0,1");
    assertEquals(2, examples.size());
    assertEquals(Map.of("x", 1.5, "y", -2000.0), features(examples.get(0)));
    assertEquals(Set.of("one"), names(examples.get(0)));
    assertEquals(Map.of("x", 0.0, "y", 7.0), features(examples.get(1)));
    assertEquals(Set.of("two"), names(examples.get(1)));
  }

  @Test
  void readsSparseRows() throws IOException {
    List<Example<MultiLabel>> examples = read(HEADER + "{1 4, 3 1}\n{0 0,1 2}\r\n{2 1}\n{}\n");
    assertEquals(Map.of("y", 4.0), features(examples.get(0)));
    assertEquals(Set.of("two"), names(examples.get(0)));
    assertEquals(Map.of("y", 2.0), features(examples.get(1)));
    assertEquals(Set.of(), names(examples.get(1)));
    assertEquals(Map.of("x", 0.0, "y", 0.0), features(examples.get(2)), "a row without features");
    assertEquals(Map.of("x", 0.0, "y", 0.0), features(examples.get(3)));
  }

  @Test
  void aLeftOutNominalAttributeHasItsFirstValue() throws IOException {
    labels("label");
    String header =
        """
        @relation r
        @attribute a {1,0}
        @attribute colour {red,'dark blue'}
        @attribute label {1,0}
        @data
        """;
    List<Example<MultiLabel>> examples = read(header + "{}\n{0 0,1 'dark blue',2 0}\n");
    assertEquals(Map.of("a", 1.0, "colour=red", 1.0), features(examples.get(0)));
    assertEquals(Set.of("label"), names(examples.get(0)));
    assertEquals(Map.of("colour=dark blue", 1.0), features(examples.get(1)));
    assertEquals(Set.of(), names(examples.get(1)));
  }

  @Test
  void readsQuotedAndBareNames() throws IOException {
    labels("TAG_m\\'usica", "TAG_??");
    String header =
        """
        \uFEFF@RELATION 'a: -C 1 % relation'
        @ATTRIBUTE 'it\\'s, {1}' NUMERIC
        @attribute 0; numeric
        @attribute "q" integer
        @attribute TAG_m\\'usica {0,1}
        @attribute\tTAG_??\t{ 0, 1 }
        @data
        """;
    List<Example<MultiLabel>> examples = read(header + "1,2,3,1,1\n");
    assertEquals(Map.of("it's, {1}", 1.0, "0;", 2.0, "q", 3.0), features(examples.get(0)));
    assertEquals(Set.of("TAG_m\\'usica", "TAG_??"), names(examples.get(0)));
  }

  @Test
  void aLabelBetweenZeroAndOneIsASoftTarget() throws IOException {
    Example<MultiLabel> example =
        read(HEADER.replace("one {0,1}", "one numeric") + "1,1,0.25,1\n").get(0);
    assertEquals(0.25, example.getOutput().getLabelScore(new Label("one")).getAsDouble());
    assertTrue(Double.isNaN(example.getOutput().getLabelScore(new Label("two")).getAsDouble()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2,0 | data.arff:7: found 3 values for 4 attributes",
        "1,abc,0,1 | data.arff:7: attribute 'y' has 'abc', expected a finite number",
        "1,NaN,0,1 | attribute 'y' has 'NaN', expected a finite number",
        "1,1e999,0,1 | attribute 'y' has '1e999', which is too large for a double (above 1.8e308)",
        "1,0x1F,0,1 | attribute 'y' has '0x1F', which is hexadecimal; write it in decimal",
        "1,1.5E+,0,1 | attribute 'y' has '1.5E+', which has no digits after its E",
        "1,\"1,5\",0,1 | has '1,5', which has a comma; a number has a point before its decimals",
        "1,\"\",0,1 | attribute 'y' has '', which is empty, expected a finite number",
        "1,2,low,1 | label 'one' has 'low', expected 0 or 1",
        "1,2,?,1 | label 'one' has a missing value, so it is neither set nor not; zlpr predict",
        "1,2,0,1,1 | found 5 values for 4 attributes",
        "@DATA | a second header after @data; are these several files in one?",
        "1,-Infinity,0,1 | attribute 'y' has '-Infinity', expected a finite number",
        "1,?,0,1 | attribute 'y' has a missing value",
        "1,2,3,1 | label 'one' has value 3, expected it in [0, 1]",
        "1,2,-0.5,1 | label 'one' has value -0.5, expected it in [0, 1]",
        "{0 1, 2 1 | a sparse row must end with }; the line is cut off",
        "{0 1, 9 1} | attribute index '9' is not a number from 0 to 3",
        "{x 1} | attribute index 'x' is not a number from 0 to 3",
        "{1 1, 0 1} | attribute index 0 after 1, expected increasing",
        "{1 1, 1 1} | attribute index 1 after 1, expected increasing",
        "{1} | a value is missing at column",
        "1,,0,1 | found 3 values for 4 attributes, none before the comma in column 3; a missing",
        ",1,0,1 | found 3 values for 4 attributes, none before the comma in column 1; a missing",
        "1,'2,0,1 | a quote is not closed",
      })
  void namesTheLineOfABadRow(String row, String message) {
    InvalidDataException e =
        assertThrows(InvalidDataException.class, () -> read(HEADER + row + "\n"));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().contains("data.arff:7: "), e.getMessage());
  }

  @Test
  void refusesFilesThatAreNotArff() {
    assertFault("data.arff: is empty or not an ARFF file", "");
    assertFault(
        "data.arff: ends before @data; the file is cut off", "@relation x\n@attribute y real");
    assertFault("data.arff: has no examples", HEADER);
    assertFault("data.arff:1: expected @relation, @attribute or @data, found 'hello'", "hello");
    assertFault("data.arff:2: no @attribute before @data", "@relation x\n@data\n");
    assertFault(
        "data.arff:2: attribute 's' has type 'string'",
        "@relation x\n@attribute s string\n@data\n");
    assertFault(
        "data.arff:2: the values of attribute 's' do not end with }",
        "@relation x\n@attribute s {a,b\n");
    assertFault("data.arff:2: expected @attribute NAME TYPE", "@relation x\n@attribute s\n");
    assertFault(
        "data.arff:3: attribute 's' is declared twice",
        "@relation x\n@attribute s real\n@attribute s real\n");
  }

  @Test
  void refusesLabelFilesThatDoNotFit() throws IOException {
    String content = HEADER + "1,2,0,1\n";
    labels("one", "three");
    assertFault("labels.xml: label 'three' is not an attribute of", content);
    labels("one", "one");
    assertFault("labels.xml:2: label 'one' is named twice", content);
    labels();
    assertFault("labels.xml: names no label", content);
    labels("x", "y", "one", "two");
    assertFault("data.arff: has no attribute that is not a label", content);
    Files.writeString(
        xml,
        """
        <labels xmlns:xi="http://www.w3.org/2001/XInclude">
          <label name="one"/><xi:include href="more.xml"/>
        </labels>
        """);
    assertFault("labels.xml:2: includes are not read; put all labels into this file", content);
    Files.writeString(xml, "<labels><label name='one'>");
    assertFault("labels.xml:1: is not well-formed XML", content);
    Files.writeString(
        xml,
        "<!DOCTYPE labels [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>\n<labels>&e;</labels>");
    assertFault("labels.xml:1: a DTD is not allowed", content);
    Files.writeString(xml, "<!-- <!DOCTYPE no -->\n<!DOCTYPE l [<!ENTITY e \"x\u001b");
    assertFault("labels.xml:2: a DTD is not allowed", content);
    Files.writeString(xml, "<!-- <!DOCTYPE no -->\n<labels>\u001b</labels>");
    assertFault("labels.xml:2: is not well-formed XML", content);
    Files.delete(xml);
    assertFault("labels.xml: no such file", content);
  }

  private void assertFault(String message, String content) {
    InvalidDataException e = assertThrows(InvalidDataException.class, () -> read(content));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void readsMekasForm() throws IOException {
    String attributes =
        """
        @attribute a {0,1}
        @attribute b {0,1}
        @attribute x numeric
        @attribute y numeric
        @data
        1,0,1,1
        """;
    assertEquals(Set.of("a"), names(meka("@relation 'Music: -C 2'\n" + attributes)));
    assertEquals(Set.of("y"), names(meka("@relation 'Music: -C -1 -split 50'\n" + attributes)));
    assertEquals(Set.of("x", "y"), names(meka("@relation Music: -C  -2\n" + attributes)));
    assertEquals(Map.of("x", 1.0, "y", 1.0), features(meka("@relation \"-C 2\"\n" + attributes)));
    for (String count : List.of("0", "5", "-5")) {
      assertMekaFault(
          "the relation name has -C "
              + count
              + ", expected a number of labels, not 0 and at most 4",
          "@relation 'm: -C " + count + "'\n" + attributes);
    }
    assertMekaFault("has no attribute that is not a label", "@relation 'm: -C 4'\n" + attributes);
    for (String relation : List.of("", "@relation x", "@relation 'x: -C n'", "@relation x-C 2")) {
      assertMekaFault("does not say which attributes are labels", relation + "\n" + attributes);
    }
  }

  private Example<MultiLabel> meka(String content) throws IOException {
    Files.writeString(arff, content);
    return new ArffDataSource(arff).iterator().next();
  }

  private void assertMekaFault(String message, String content) {
    InvalidDataException e = assertThrows(InvalidDataException.class, () -> meka(content));
    assertTrue(e.getMessage().contains("data.arff: " + message), e.getMessage());
  }

  @Test
  void readsTheEscapesThatWekaWrites() throws IOException {
    String content =
        """
        @relation 'r: -C 1' % comment
        @attribute 'a\\tb \\u00e9' {0,1} % comment
        @attribute c {'\\u001E\\n\\r\\\\','\\%{},\\'\\"','?','','\\u00zz'}
        @attribute x numeric
        @data
        1,'\\u001E\\n\\r\\\\',0 % comment
        0,'\\%{},\\'\\"',0
        0,"?",0
        0,'',0
        {1 '\\u00zz', 2 5} % comment
        """;
    Files.writeString(arff, content);
    List<Example<MultiLabel>> examples = TestData.examples(new ArffDataSource(arff));
    assertEquals(Set.of("a\tb \u00e9"), names(examples.get(0)));
    assertEquals(Map.of("c=\u001E\n\r\\", 1.0, "x", 0.0), features(examples.get(0)));
    assertEquals(Map.of("c=%{},'\"", 1.0, "x", 0.0), features(examples.get(1)));
    assertEquals(Map.of("c=?", 1.0, "x", 0.0), features(examples.get(2)));
    assertEquals(Map.of("c=", 1.0, "x", 0.0), features(examples.get(3)));
    assertEquals(Map.of("c=u00zz", 1.0, "x", 5.0), features(examples.get(4)));
  }

  @Test
  void readsTheEscapesThatWekaReads() throws IOException {
    Files.writeString(
        arff,
        """
        @relation 'r: -C 1'
        @attribute 'caf\\351 \\101\\7b\\1234\\777' {0,1}
        @attribute '\\a\\b\\f\\v' numeric
        @data
        1,2
        """);
    Example<MultiLabel> example = TestData.examples(new ArffDataSource(arff)).get(0);
    assertEquals(Set.of("caf\u00e9 A\7bS4\0777"), names(example));
    assertEquals(Map.of("\7\b\f\13", 2.0), features(example));
  }

  @Test
  void readsWeightsOfRows() throws IOException {
    List<Example<MultiLabel>> examples =
        read(HEADER + "1,2,0,1,{0.25}\n{0 1}, {2}\n1,2,0,1\n{},{0}\n");
    assertEquals(
        List.of(0.25f, 2.0f, 1.0f, 0.0f), examples.stream().map(Example::getWeight).toList());
    assertFault("data.arff:7: weight {-1} is not {NUMBER}", HEADER + "1,2,0,1,{-1}\n");
    assertFault("data.arff:7: weight {1e99} is too large for a float", HEADER + "1,2,0,1,{1e99}\n");
    assertFault("data.arff:7: weight {1} is not {NUMBER}", HEADER + "{},{1\n");
    assertFault("data.arff:7: expected the end of the line before '1'", HEADER + "{},1\n");
    assertFault("data.arff:7: expected the end of the line before '1'", HEADER + "{},{1} 1\n");
    assertFault(
        "data.arff:2: attribute 'x' has a weight",
        HEADER.replace("x numeric", "x numeric {0.5}") + "1,2,0,1\n");
    assertFault(
        "data.arff:4: attribute 'one' has a weight",
        HEADER.replace("one {0,1}", "one {0,1} {0.5}") + "1,2,0,1\n");
  }

  @Test
  void missingValuesFollowThePolicy() throws IOException {
    String header = HEADER.replace("y REAL", "y {red,blue}");
    Files.writeString(arff, header + "?,red,1,0\n1,?,0,1\n{0 ?, 1 ?, 2 1}\n2,blue,0,0\n");
    List<Example<MultiLabel>> dropped = missing("dropExample");
    assertEquals(1, dropped.size());
    assertEquals(Map.of("x", 2.0, "y=blue", 1.0), features(dropped.get(0)));

    Files.writeString(arff, header + "?,red,1,0\n1,?,0,1\n{0 ?, 2 1}\n");
    List<Example<MultiLabel>> omitted = missing("omitFeature");
    assertEquals(Map.of("y=red", 1.0), features(omitted.get(0)));
    assertEquals(Map.of("x", 1.0), features(omitted.get(1)));
    assertEquals(Map.of("y=red", 1.0), features(omitted.get(2)));

    Files.writeString(arff, HEADER + "{0 ?, 2 1}\n");
    assertEquals(Map.of("y", 0.0), features(missing("omitFeature").get(0)));
    Files.writeString(arff, HEADER + "?,?,1,0\n");
    assertMissingFault("data.arff:7: all features are missing", "omitFeature");
    Files.writeString(arff, HEADER + "1,1,?,0\n");
    assertMissingFault("data.arff:7: label 'one' has a missing value", "omitFeature");
    assertMissingFault("data.arff:7: label 'one' has a missing value", "refuse");
    Files.writeString(arff, HEADER + "1,?,1,0\n");
    assertMissingFault("data.arff:7: attribute 'y' has a missing value; fill it in", "refuse");
    Files.writeString(arff, HEADER + "1,1,?,0\n");
    assertMissingFault("data.arff: has no examples", "dropExample");
    PropertyException e = assertThrows(PropertyException.class, () -> missing("zero"));
    assertTrue(
        e.getMessage().contains("must be refuse, omitFeature or dropExample, found zero"),
        e.getMessage());
  }

  private List<Example<MultiLabel>> missing(String policy) {
    return TestData.examples(new ArffDataSource(arff, xml, "UTF-8", policy));
  }

  private void assertMissingFault(String message, String policy) {
    InvalidDataException e = assertThrows(InvalidDataException.class, () -> missing(policy));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void readsOtherCharsetsAndGzip() throws IOException {
    labels("\u00e9");
    String content = HEADER.replace("two", "\u00e9").replace("\n", "\r\n") + "1,2,0,1";
    Files.write(arff, content.getBytes(StandardCharsets.ISO_8859_1));
    var latin = new ArffDataSource(arff, xml, "ISO-8859-1", "refuse");
    assertEquals(Set.of("\u00e9"), names(latin.iterator().next()));
    Files.write(arff, content.getBytes(StandardCharsets.UTF_16));
    var wide = new ArffDataSource(arff, xml, "UTF-16", "refuse");
    assertEquals(Set.of("\u00e9"), names(wide.iterator().next()));
    Path gzip = TestData.gzip(directory.resolve("data.arff.gz"), content);
    Path labels = TestData.gzip(directory.resolve("labels.xml.gz"), Files.readString(xml));
    assertEquals(Set.of("\u00e9"), names(new ArffDataSource(gzip, labels).iterator().next()));
    PropertyException e =
        assertThrows(
            PropertyException.class, () -> new ArffDataSource(arff, xml, "no such", "refuse"));
    assertTrue(e.getMessage().contains("must be an encoding, found no such"), e.getMessage());
  }

  @Test
  void refusesFeaturesOfTheSameName() {
    assertFault(
        "data.arff:6: two features would be named 'y=a'; rename an attribute",
        HEADER.replace("x numeric", "y=a numeric").replace("y REAL", "y {a,b}") + "1,a,0,1\n");
  }

  @Test
  void recordsHashSizeAndTimeOfBothFiles() throws IOException {
    Files.writeString(arff, HEADER + "1,2,0,1\n");
    DataSourceProvenance provenance = new ArffDataSource(arff, xml).getProvenance();
    Map<String, PrimitiveProvenance<?>> values =
        ((FileDataSourceProvenance) provenance).getInstanceValues();
    assertEquals(
        ProvenanceUtil.hashResource(DataSourceProvenance.DEFAULT_HASH_TYPE, arff),
        values.get("resource-hash").getValue());
    assertEquals(Files.size(arff), values.get("resource-size").getValue());
    assertEquals(Files.size(xml), values.get("labels-resource-size").getValue());
    assertTrue(values.containsKey("file-modified-time"));
    assertTrue(values.containsKey("labels-resource-hash"));
    assertTrue(values.containsKey("labels-file-modified-time"));
    assertEquals(
        provenance,
        ProvenanceUtil.unmarshalProvenance(ProvenanceUtil.marshalProvenance(provenance)));
  }
}
