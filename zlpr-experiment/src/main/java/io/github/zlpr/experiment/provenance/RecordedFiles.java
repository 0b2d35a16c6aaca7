package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.FieldType;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import io.github.zlpr.core.FileLocation;
import io.github.zlpr.core.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tribuo.Trainer;

/** Finds the files that recorded components name, on this machine. */
public final class RecordedFiles {

  private static final Set<FieldType> LOCATIONS =
      EnumSet.of(FieldType.PATH, FieldType.FILE, FieldType.URL);

  private final Optional<Path> folder;

  private RecordedFiles(Optional<Path> folder) {
    this.folder = folder;
  }

  /**
   * Finds files where they were when they were recorded.
   *
   * @return a finder.
   */
  public static RecordedFiles whereTheyWere() {
    return new RecordedFiles(Optional.empty());
  }

  /**
   * Finds files in a folder, and nowhere else. A file lies where the longest ending of its recorded
   * path exists below the folder: {@code a/b/c.arff} at {@code a/b/c.arff}, {@code b/c.arff} or
   * {@code c.arff}.
   *
   * @param folder the folder.
   * @return a finder.
   */
  public static RecordedFiles in(Path folder) {
    return new RecordedFiles(Optional.of(folder));
  }

  /**
   * A component with the files of this machine. What a trainer writes to, such as a checkpoint, is
   * left out.
   *
   * @throws IrreproducibleException if a file is missing.
   */
  ConfigurationData locate(ConfigurationData component, Class<?> type) {
    Set<String> locations = locations(type);
    ConfigurationData located =
        new ConfigurationData(component.getName(), component.getClassName());
    component
        .getProperties()
        .forEach(
            (name, value) -> {
              if (!locations.contains(name)) {
                located.add(name, value);
              } else if (!Trainer.class.isAssignableFrom(type)) {
                located.add(
                    name,
                    value instanceof SimpleProperty location
                        ? new SimpleProperty(
                            locate(location.getValue(), component.getName() + "." + name))
                        : value);
              }
            });
    return located;
  }

  private static Set<String> locations(Class<?> type) {
    return Settings.fields(type).stream()
        .filter(
            field ->
                LOCATIONS.contains(FieldType.getFieldType(field))
                    || field.isAnnotationPresent(FileLocation.class))
        .map(field -> field.getName())
        .collect(Collectors.toSet());
  }

  /** The locations that a component names, by property. */
  static Map<String, String> of(ConfigurationData component) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : locations(component.getClassName())) {
      if (component.getProperties().get(name) instanceof SimpleProperty location) {
        String value = location.getValue();
        files.put(name, isLocal(value) ? path(value).toString() : value);
      }
    }
    return files;
  }

  /** The names of the properties of a component that are locations of files. */
  static Set<String> locations(String className) {
    try {
      return locations(Class.forName(className, false, RecordedFiles.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the class of a component that was built", e);
    }
  }

  private String locate(String recorded, String property) {
    if (!isLocal(recorded)) {
      return recorded;
    }
    Path path = path(recorded);
    if (folder.isEmpty()) {
      if (!Files.exists(path)) {
        throw new IrreproducibleException(
            path
                + ": no such file; it is the recorded "
                + property
                + ", give the folder of your copy by --data FOLDER");
      }
      return recorded;
    }
    for (int i = 0; i < path.getNameCount(); i++) {
      Path candidate = folder.get().resolve(path.subpath(i, path.getNameCount()).toString());
      if (Files.exists(candidate)) {
        return isUrl(recorded) ? candidate.toUri().toString() : candidate.toString();
      }
    }
    throw new IrreproducibleException(
        folder.get()
            + ": has no "
            + path.getFileName()
            + ", neither itself nor in the folders of "
            + path
            + ", the recorded "
            + property);
  }

  private static boolean isUrl(String location) {
    return location.matches("[a-z][a-z0-9+.-]+:.*");
  }

  private static boolean isLocal(String location) {
    return !isUrl(location) || location.startsWith("file:");
  }

  private static Path path(String location) {
    return isUrl(location) ? Path.of(URI.create(location)) : Path.of(location);
  }
}
