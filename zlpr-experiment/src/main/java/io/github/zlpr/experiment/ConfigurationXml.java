package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.io.ConfigLoader;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Checks OLCUT's XML form: well-formed, without a DTD. */
final class ConfigurationXml extends DefaultHandler {

  private final List<String> includes = new ArrayList<>();
  private final Set<String> own = new HashSet<>();
  private final Set<String> bases = new HashSet<>();

  private ConfigurationXml() {}

  static ConfigurationFormat.Checked check(byte[] content, String name) {
    ConfigurationXml handler = new ConfigurationXml();
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.newSAXParser().parse(new ByteArrayInputStream(content), handler);
    } catch (SAXParseException e) {
      throw new ConfigLoaderException(e, name + ":" + e.getLineNumber() + ": " + e.getMessage());
    } catch (SAXException | ParserConfigurationException | IOException e) {
      throw new ConfigLoaderException(e, name + ": " + e.getMessage());
    }
    return new ConfigurationFormat.Checked(
        () -> new ByteArrayInputStream(content), handler.includes, handler.bases);
  }

  @Override
  public void startElement(String uri, String localName, String element, Attributes attributes) {
    String location = attributes.getValue(ConfigLoader.VALUE);
    String base = attributes.getValue(ConfigLoader.INHERIT);
    String component = attributes.getValue(ConfigLoader.NAME);
    if (element.equals(ConfigLoader.FILE) && location != null) {
      includes.add(location);
    } else if (element.equals(ConfigLoader.COMPONENT) && component != null) {
      if (base != null && !own.contains(base)) {
        bases.add(base);
      }
      own.add(component);
    }
  }
}
