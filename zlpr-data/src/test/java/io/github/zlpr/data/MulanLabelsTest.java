package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encodings of label files. */
class MulanLabelsTest {
  private static final String LABELS =
      "<labels>\n  <label name=\"caf\u00e9\"/>\n  <label name=\"b\"/>\n</labels>\n";

  @TempDir private Path directory;

  private Set<String> read(String content, Charset charset) throws IOException {
    Path file = Files.write(directory.resolve("labels.xml"), content.getBytes(charset));
    return MulanLabels.read(new InputFile(file));
  }

  private static String declared(String encoding) {
    return "<?xml version='1.0' encoding='" + encoding + "'?>\n" + LABELS;
  }

  private void assertFault(String message, String content, Charset charset) {
    InvalidDataException e = assertThrows(InvalidDataException.class, () -> read(content, charset));
    assertEquals(directory.resolve("labels.xml") + message, e.getMessage());
  }

  @Test
  void readsTheEncodingThatIsDeclared() throws IOException {
    Set<String> expected = Set.of("caf\u00e9", "b");
    for (String name : List.of("ISO-8859-1", "windows-1252", "iso-8859-15", "UTF-8")) {
      assertEquals(expected, read(declared(name), Charset.forName(name)));
    }
    assertEquals(expected, read(LABELS, StandardCharsets.UTF_8));
    assertEquals(expected, read("\uFEFF" + LABELS, StandardCharsets.UTF_8));
    assertEquals(expected, read("\uFEFF" + declared("UTF-8"), StandardCharsets.UTF_8));
    assertEquals(expected, read(declared("UTF-16"), StandardCharsets.UTF_16));
    assertEquals(expected, read("\uFEFF" + LABELS, StandardCharsets.UTF_16LE));
  }

  @Test
  void namesThePlaceThatIsNotInTheEncoding() {
    assertFault(
        ":2: the byte 0xE9 in column 19 is not UTF-8 text, but 'é' in windows-1252; convert the"
            + " file to UTF-8, or begin it with <?xml version=\"1.0\" encoding=\"windows-1252\"?>",
        LABELS,
        StandardCharsets.ISO_8859_1);
    assertFault(
        ":3: the byte 0xE9 in column 19 is not UTF-8 text, but 'é' in windows-1252; convert the"
            + " file to UTF-8, or begin it with <?xml version=\"1.0\" encoding=\"windows-1252\"?>",
        declared("UTF-8"),
        StandardCharsets.ISO_8859_1);
    assertFault(
        ":1: declares the encoding 'latin-one', which is not known",
        declared("latin-one"),
        StandardCharsets.ISO_8859_1);
  }
}
