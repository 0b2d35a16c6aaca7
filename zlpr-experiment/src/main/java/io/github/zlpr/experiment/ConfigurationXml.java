package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.io.ConfigLoader;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    return new ConfigurationFormat.Checked(content, handler.includes);
  }

  @Override
  public void startElement(String uri, String localName, String element, Attributes attributes) {
    String location = attributes.getValue(ConfigLoader.VALUE);
    if (element.equals(ConfigLoader.FILE) && location != null) {
      includes.add(location);
    }
  }
}
