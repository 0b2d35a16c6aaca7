package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.SerializedObject;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoader;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import com.oracle.labs.mlrg.olcut.config.io.ConfigWriter;
import com.oracle.labs.mlrg.olcut.config.io.ConfigWriterException;
import com.oracle.labs.mlrg.olcut.config.io.FileFormatFactory;
import com.oracle.labs.mlrg.olcut.config.io.URLLoader;
import com.oracle.labs.mlrg.olcut.config.property.GlobalProperties;
import com.oracle.labs.mlrg.olcut.config.xml.XMLConfigFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * OLCUT's XML form of configurations, but files with a DTD are refused: OLCUT's own reader follows
 * external entities.
 */
@SuppressWarnings("rawtypes") // OLCUT's interface has a raw SerializedObject.
final class SafeXmlConfigFactory implements FileFormatFactory {

  private final XMLConfigFactory olcut = new XMLConfigFactory();

  @Override
  public String getExtension() {
    return olcut.getExtension();
  }

  @Override
  public ConfigLoader getLoader(
      URLLoader parent,
      Map<String, ConfigurationData> components,
      Map<String, ConfigurationData> existing,
      Map<String, SerializedObject> serialized,
      GlobalProperties globals) {
    return new SafeLoader(olcut.getLoader(parent, components, existing, serialized, globals));
  }

  @Override
  public ConfigWriter getWriter(OutputStream out) throws ConfigWriterException {
    return olcut.getWriter(out);
  }

  private record SafeLoader(ConfigLoader olcut) implements ConfigLoader {

    @Override
    public void load(URL url) {
      try (InputStream in = url.openStream()) {
        requireNoDtd(in, url.getPath());
      } catch (IOException e) {
        throw new ConfigLoaderException(e, "cannot read " + url.getPath());
      }
      load(url.getPath(), () -> olcut.load(url));
    }

    @Override
    public void load(InputStream stream) {
      try {
        byte[] content = stream.readAllBytes();
        requireNoDtd(new ByteArrayInputStream(content), "configuration");
        load("configuration", () -> olcut.load(new ByteArrayInputStream(content)));
      } catch (IOException e) {
        throw new ConfigLoaderException(e, "cannot read the configuration");
      }
    }

    /** OLCUT takes some elements in the wrong place for granted, and fails without a message. */
    private static void load(String name, Runnable loading) {
      try {
        loading.run();
      } catch (ConfigLoaderException | PropertyException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new ConfigLoaderException(
            e, name + ": an element is in the wrong place; see configs/explained.xml");
      }
    }

    private static void requireNoDtd(InputStream in, String name) throws IOException {
      try {
        SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.newSAXParser().parse(in, new DefaultHandler());
      } catch (SAXParseException e) {
        throw new ConfigLoaderException(e, name + ":" + e.getLineNumber() + ": " + e.getMessage());
      } catch (SAXException | ParserConfigurationException e) {
        throw new ConfigLoaderException(e, name + ": " + e.getMessage());
      }
    }
  }
}
