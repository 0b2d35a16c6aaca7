package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where the files of components are. */
final class Locations {

  private static final String URL = "[A-Za-z][A-Za-z0-9+.-]+:.*";

  private Locations() {}

  /**
   * The path of a file that is named in a folder.
   *
   * @param folder a folder, absolute or relative to the working directory.
   * @param location a path relative to the folder, an absolute path or a URL.
   * @return the path below the folder; the path as it is, if only that exists, as OLCUT would have
   *     it. An absolute path or a URL is unchanged.
   */
  static String resolve(Path folder, String location) {
    if (location.matches(URL)) {
      return location;
    }
    Path below = folder.resolve(location);
    Path path = Path.of(location);
    return normalise(Files.exists(path) && !Files.exists(below) ? path : below).toString();
  }

  /** The path without {@code ..}, unless symbolic links make that another file. */
  private static Path normalise(Path path) {
    Path normal = path.normalize();
    try {
      return Files.exists(path) && !(Files.exists(normal) && Files.isSameFile(path, normal))
          ? path
          : normal;
    } catch (IOException e) {
      return path;
    }
  }

  /**
   * Components for a file in another folder: paths that are relative to the working directory
   * become relative to that folder.
   *
   * @param components some components; they are not changed.
   * @param folder a folder that exists.
   * @return the same components, with other paths.
   * @throws IOException if the folder cannot be read.
   */
  static List<ConfigurationData> relativeTo(Path folder, List<ConfigurationData> components)
      throws IOException {
    Path from = folder.toRealPath();
    Path workingDirectory = Path.of("").toRealPath();
    return components.stream()
        .map(component -> relativeTo(from, workingDirectory, component))
        .toList();
  }

  private static ConfigurationData relativeTo(
      Path folder, Path workingDirectory, ConfigurationData component) {
    ConfigurationData moved =
        new ConfigurationData(
            component.getName(), component.getClassName(), component.getProperties());
    for (Map.Entry<String, Property> property : component.getProperties().entrySet()) {
      if (property.getValue() instanceof SimpleProperty value
          && isLocation(component, property.getKey())
          && !value.getValue().matches(URL)
          && !Path.of(value.getValue()).isAbsolute()) {
        Path file = normalise(workingDirectory.resolve(value.getValue()));
        moved.add(property.getKey(), new SimpleProperty(folder.relativize(file).toString()));
      }
    }
    return moved;
  }

  /** Whether a property says where a file is. */
  static boolean isLocation(ConfigurationData component, String property) {
    return ConfiguredField.of(component.getClassName(), property)
        .filter(ConfiguredField::isLocation)
        .isPresent();
  }
}
