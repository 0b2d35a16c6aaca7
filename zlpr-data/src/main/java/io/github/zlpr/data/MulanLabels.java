package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads Mulan's label file: the names of all {@code <label name="…">} elements. Nested ones count,
 * too, so that a hierarchy is read as a flat set. The file is in the encoding that it declares,
 * else in UTF-8.
 */
final class MulanLabels {
  private static final String REMEDY =
      "convert the file to UTF-8, or begin it with <?xml version=\"1.0\" encoding=\"%s\"?>";
  private static final Pattern DECLARATION =
      Pattern.compile("^(?:\u00EF\u00BB\u00BF)?<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([^\"']*)");
  private static final Pattern COMMENT_OR_DTD = Pattern.compile("(?s)<!--.*?-->|<!DOCTYPE");
  private static final String INCLUDES = "http://www.w3.org/2001/XInclude";

  private final InputFile input;
  private final Path file;
  private XMLStreamReader reader;

  private MulanLabels(InputFile input) {
    this.input = input;
    this.file = input.path();
  }

  /**
   * Reads the names of the labels, without DTD, external entities and includes.
   *
   * @param input the XML file.
   * @return the names in the order of the file.
   * @throws InvalidDataException if it is missing or has changed, is not XML, has a DTD or an
   *     include, a label without a name or twice, or no label at all.
   * @throws IOException if it cannot be read.
   */
  static Set<String> read(InputFile input) throws IOException {
    return new MulanLabels(input).read();
  }

  private Set<String> read() throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Set<String> labels = new LinkedHashSet<>();
    String text = text();
    requireNoDtd(text);
    try {
      reader = factory.createXMLStreamReader(new StringReader(text));
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          read(labels);
        }
      }
    } catch (XMLStreamException e) {
      throw new InvalidDataException(
          file,
          e.getLocation() == null ? 1 : e.getLocation().getLineNumber(),
          "is not well-formed XML");
    } catch (InvalidDataException e) {
      throw e;
    } catch (RuntimeException e) {
      // The JDK's reader throws others, too, as for characters that no DTD may have.
      throw fault("is not well-formed XML");
    }
    if (labels.isEmpty()) {
      throw new InvalidDataException(
          file, "names no label; expected <label name=\"...\"> elements");
    }
    return labels;
  }

  private void read(Set<String> labels) {
    if (INCLUDES.equals(reader.getNamespaceURI())) {
      throw fault("includes are not read; put all labels into this file");
    }
    if (!reader.getLocalName().equals("label")) {
      return;
    }
    String name = reader.getAttributeValue(null, "name");
    if (name == null || name.isEmpty()) {
      throw fault("a label without a name");
    }
    if (!labels.add(name)) {
      throw fault("label '" + name + "' is named twice");
    }
  }

  /** The JDK's reader prints to standard error about a DTD that is cut off. */
  private void requireNoDtd(String text) {
    Matcher dtd = COMMENT_OR_DTD.matcher(text);
    while (dtd.find()) {
      if (dtd.group().startsWith("<!D")) {
        long line = text.substring(0, dtd.end()).lines().count();
        throw new InvalidDataException(file, line, "a DTD is not allowed; remove it");
      }
    }
  }

  /** The file in its encoding, without byte order mark. */
  private String text() throws IOException {
    byte[] bytes;
    try (InputStream in = input.open()) {
      bytes = in.readAllBytes();
    }
    Charset charset = charset(bytes);
    String text =
        Encodings.decoding(
            input,
            charset,
            REMEDY,
            () -> charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private Charset charset(byte[] bytes) {
    if (Encodings.hasUtf16Mark(bytes)) {
      return StandardCharsets.UTF_16;
    }
    Matcher declaration = DECLARATION.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    String name = declaration.find() ? declaration.group(1) : "UTF-8";
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new InvalidDataException(
          file, 1, "declares the encoding '" + name + "', which is not known");
    }
  }

  private InvalidDataException fault(String message) {
    int line = reader == null ? 1 : reader.getLocation().getLineNumber();
    return new InvalidDataException(file, line, message);
  }
}
