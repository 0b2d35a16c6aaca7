package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import com.oracle.labs.mlrg.olcut.config.io.FileFormatFactory;
import com.oracle.labs.mlrg.olcut.config.io.URLLoader;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import com.oracle.labs.mlrg.olcut.config.property.GlobalProperties;
import com.oracle.labs.mlrg.olcut.config.xml.XMLConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.xml.sax.SAXParseException;

/**
 * A form of configuration files. Each file is checked and its includes are taken out before OLCUT's
 * own loader reads it, for that follows external entities and includes without end, loses the
 * folder of an include, and fails without a message at what it does not expect.
 */
enum ConfigurationFormat {
  /** OLCUT's XML. */
  XML(new XMLConfigFactory()) {
    @Override
    Checked check(byte[] content, String name) {
      return ConfigurationXml.check(content, name);
    }
  },
  /** OLCUT's JSON, in which numbers, truth values and lists of them may stand for texts. */
  JSON(new JsonConfigFactory()) {
    @Override
    Checked check(byte[] content, String name) {
      return ConfigurationJson.check(content, name);
    }
  };

  /**
   * A file that was checked.
   *
   * @param content what is left for OLCUT to read.
   * @param includes the locations of the files that it includes.
   * @param bases the components of other files from which its own inherit.
   */
  record Checked(Supplier<InputStream> content, List<String> includes, Set<String> bases) {}

  @SuppressWarnings("ImmutableEnumChecker") // OLCUT's factories have no state, but do not say so
  private final FileFormatFactory olcut;

  ConfigurationFormat(FileFormatFactory olcut) {
    this.olcut = olcut;
  }

  abstract Checked check(byte[] content, String name);

  /** The form of a file, by the end of its name. */
  static ConfigurationFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".xml")) {
      return XML;
    }
    if (name.endsWith(".json")) {
      return JSON;
    }
    throw new ConfigLoaderException(
        file + ": a configuration is a file whose name ends in .xml or .json");
  }

  /**
   * Checks a file.
   *
   * @param file the file.
   * @return what is in it.
   */
  Checked check(Path file) {
    try {
      return check(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new ConfigLoaderException(e, "cannot read " + file);
    }
  }

  /**
   * Reads a file.
   *
   * @param file the file.
   * @param content what is in it.
   * @param components the components of other files; receives those of this file.
   * @param globals receives its global properties.
   */
  void load(
      Path file,
      Checked content,
      Map<String, ConfigurationData> components,
      GlobalProperties globals) {
    try {
      olcut
          .getLoader(new NoIncludes(), components, null, new HashMap<>(), globals)
          .load(content.content().get());
    } catch (ConfigLoaderException e) {
      throw new ConfigLoaderException(e, located(file, e));
    } catch (PropertyException e) {
      throw new ConfigLoaderException(e, file + ": " + e.getMessage());
    } catch (RuntimeException e) {
      throw new ConfigLoaderException(
          e, file + ": an element is in the wrong place; see configs/explained.xml");
    }
  }

  private static String located(Path file, ConfigLoaderException failure) {
    return failure.getCause() instanceof SAXParseException place
        ? file + ":" + place.getLineNumber() + ": " + place.getMessage()
        : file + ": " + failure.getMessage();
  }

  /** Takes the includes that OLCUT finds, which are followed elsewhere. */
  private static final class NoIncludes extends URLLoader {
    private NoIncludes() {
      super(new ArrayDeque<>(), Map.of());
    }

    @Override
    public void addURL(URL url) {
      // Followed by ConfigurationFiles.
    }
  }
}
