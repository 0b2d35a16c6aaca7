package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads Mulan's label file: the names of all {@code <label name="…">} elements, nested ones too (a
 * hierarchy is read as a flat set).
 */
final class MulanLabels {

  private MulanLabels() {}

  /**
   * Reads the names of the labels, without DTD and external entities.
   *
   * @param input the XML file.
   * @return the names in the order of the file.
   * @throws InvalidDataException if it is missing or has changed, is not XML, has a DTD, a label
   *     without a name or twice, or no label at all.
   * @throws IOException if it cannot be read.
   */
  static Set<String> read(InputFile input) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Path file = input.path();
    Set<String> labels = new LinkedHashSet<>();
    try (InputStream in = input.open()) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        int event = next(file, reader);
        if (event == XMLStreamConstants.DTD) {
          throw new InvalidDataException(file, line(reader), "a DTD is not allowed; remove it");
        }
        if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("label")) {
          addLabel(file, reader, labels);
        }
      }
    } catch (XMLStreamException e) {
      throw notWellFormed(file, e.getLocation());
    }
    if (labels.isEmpty()) {
      throw new InvalidDataException(
          file, "names no label; expected <label name=\"...\"> elements");
    }
    return labels;
  }

  /** The JDK's reader throws other exceptions too, as for characters that no DTD may have. */
  private static int next(Path file, XMLStreamReader reader) throws XMLStreamException {
    try {
      return reader.next();
    } catch (InvalidDataException e) {
      throw e;
    } catch (RuntimeException e) {
      throw notWellFormed(file, reader.getLocation());
    }
  }

  private static InvalidDataException notWellFormed(Path file, Location location) {
    long line = location == null ? 1 : location.getLineNumber();
    return new InvalidDataException(file, line, "is not well-formed XML");
  }

  private static void addLabel(Path file, XMLStreamReader reader, Set<String> labels) {
    String name = reader.getAttributeValue(null, "name");
    if (name == null || name.isEmpty()) {
      throw new InvalidDataException(file, line(reader), "a label without a name");
    }
    if (!labels.add(name)) {
      throw new InvalidDataException(file, line(reader), "label '" + name + "' is named twice");
    }
  }

  private static int line(XMLStreamReader reader) {
    return reader.getLocation().getLineNumber();
  }
}
