package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import io.github.zlpr.core.RootLocale;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Loads OLCUT configurations, in XML or JSON, more strictly and more conveniently than OLCUT.
 *
 * <ul>
 *   <li>A relative path in a file, of an include or in a property, is relative to the folder of
 *       that file, so that a configuration works from any working directory; if there is nothing,
 *       to the working directory, as with OLCUT. Where the path begins with a global property, the
 *       file that sets the global property counts.
 *   <li>A value given in place of one in a file is not of any file: a path in it is relative to the
 *       working directory.
 *   <li>A file is read once, however often it is included. Of two global properties of one name,
 *       that of the including file counts.
 *   <li>XML with a DTD is refused, as are files that include each other in a circle, and global
 *       properties and components that need themselves.
 *   <li>A single value of a property that is a list is a list of one.
 * </ul>
 */
public final class Configurations {

  private Configurations() {}

  /**
   * Reads a configuration file.
   *
   * @param file the file, its name ending in {@code .xml} or {@code .json}.
   * @return the configuration.
   * @throws ConfigLoaderException if it, or a file it includes, cannot be read.
   * @throws PropertyException if a global property or a path is not usable.
   */
  public static ConfigurationManager load(Path file) {
    return load(List.of(file), Map.of());
  }

  /**
   * Reads configuration files and replaces values in them.
   *
   * @param files the files, their names ending in {@code .xml} or {@code .json}.
   * @param overrides values by {@code component.property}, or by the name of a global property that
   *     is set or used in a file. The value of a list is separated by commas.
   * @return the configuration.
   * @throws ArgumentException if there is no such component or property to replace.
   * @throws ConfigLoaderException if a file, or one it includes, cannot be read.
   * @throws PropertyException if a global property or a path is not usable.
   */
  public static ConfigurationManager load(List<Path> files, Map<String, String> overrides) {
    ConfigurationFiles configuration = new ConfigurationFiles();
    files.forEach(configuration::read);
    overrides.forEach(configuration::override);
    return configuration.toManager();
  }

  /**
   * Looks up a component of a given class.
   *
   * @param <T> the class.
   * @param manager the configuration.
   * @param name the name of the component.
   * @param type its class.
   * @return the component, configured.
   * @throws PropertyException if there is no such component, or it is of another class, or it or
   *     one of its parts is configured wrongly.
   */
  public static <T extends Configurable> T lookup(
      ConfigurationManager manager, String name, Class<T> type) {
    ComponentGraph.check(manager, name);
    Configurable component = RootLocale.call(() -> manager.lookup(name));
    if (!type.isInstance(component)) {
      throw new PropertyException(
          name, "is a " + component.getClass().getName() + ", expected a " + type.getName());
    }
    return type.cast(component);
  }
}
