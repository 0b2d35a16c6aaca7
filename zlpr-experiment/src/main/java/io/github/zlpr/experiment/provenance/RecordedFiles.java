package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.FieldType;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import io.github.zlpr.experiment.Configurations;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tribuo.DataSource;
import org.tribuo.Trainer;

/** Finds the files that recorded components name, on this machine. */
public final class RecordedFiles {

  private static final Set<FieldType> LOCATIONS =
      EnumSet.of(FieldType.PATH, FieldType.FILE, FieldType.URL);

  private final Path folder;

  /**
   * A finder.
   *
   * @param folder where to look first, or null. A file lies where the longest ending of its
   *     recorded path exists below the folder: {@code a/b/c.arff} at {@code a/b/c.arff}, {@code
   *     b/c.arff} or {@code c.arff}.
   */
  public RecordedFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * A component with the files of this machine. What a trainer writes to, such as a checkpoint, is
   * left out.
   *
   * @throws IrreproducibleException if a file that a data source reads is missing.
   */
  ConfigurationData locate(ConfigurationData component, Class<?> type) {
    ConfigurationData located =
        new ConfigurationData(component.getName(), component.getClassName());
    component
        .getProperties()
        .forEach(
            (name, value) -> {
              boolean isLocation =
                  Configurations.fieldType(component.getClassName(), name)
                      .filter(LOCATIONS::contains)
                      .isPresent();
              if (isLocation
                  && DataSource.class.isAssignableFrom(type)
                  && value instanceof SimpleProperty location) {
                String recorded = location.getValue();
                located.add(
                    name, new SimpleProperty(locate(recorded, component.getName() + "." + name)));
              } else if (!isLocation || !Trainer.class.isAssignableFrom(type)) {
                located.add(name, value);
              }
            });
    return located;
  }

  /** The recorded locations of the files that a component reads, by property. */
  static Map<String, Path> of(ConfigurationData component) {
    Map<String, Path> files = new LinkedHashMap<>();
    component
        .getProperties()
        .forEach(
            (name, value) -> {
              if (value instanceof SimpleProperty location
                  && Configurations.fieldType(component.getClassName(), name)
                      .filter(LOCATIONS::contains)
                      .isPresent()
                  && isLocal(location.getValue())) {
                files.put(name, path(location.getValue()));
              }
            });
    return files;
  }

  private String locate(String recorded, String property) {
    if (!isLocal(recorded)) {
      return recorded;
    }
    Path path = path(recorded);
    if (folder != null) {
      for (int i = 0; i < path.getNameCount(); i++) {
        Path candidate = folder.resolve(path.subpath(i, path.getNameCount()).toString());
        if (Files.exists(candidate)) {
          return isUrl(recorded) ? candidate.toUri().toString() : candidate.toString();
        }
      }
    }
    if (!Files.exists(path)) {
      throw new IrreproducibleException(
          path
              + ": no such file"
              + (folder == null ? "" : ", nor is it in " + folder)
              + "; it is the recorded "
              + property
              + ", give the folder of your copy by --data FOLDER");
    }
    return recorded;
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
