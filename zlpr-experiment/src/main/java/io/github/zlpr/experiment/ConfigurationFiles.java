package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import com.oracle.labs.mlrg.olcut.config.property.GlobalProperties;
import com.oracle.labs.mlrg.olcut.config.property.GlobalProperty;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * Configuration files with all that they include, as one configuration; see {@link Configurations}.
 */
final class ConfigurationFiles {

  /**
   * A file to be read.
   *
   * @param path the file.
   * @param way the files that led to it, the first one first, itself the last.
   * @param rank how many files were found before it.
   * @param content what is in it.
   */
  private record Pending(
      Path path, List<Path> way, int rank, ConfigurationFormat.Checked content) {}

  private final Map<String, ConfigurationData> components = new TreeMap<>();
  private final GlobalValues globals = new GlobalValues();

  /** The folder that each value of a component was set in; an inherited value keeps its own. */
  private final IdentityHashMap<Property, Path> folders = new IdentityHashMap<>();

  private final Set<Path> seen = new HashSet<>();

  /**
   * Reads a file and all it includes. A file comes before those it includes, unless it inherits
   * from their components.
   */
  void read(Path file) {
    Deque<Pending> pending = new ArrayDeque<>();
    find(file, List.of(), pending);
    int waiting = 0;
    while (!pending.isEmpty()) {
      Pending next = pending.remove();
      if (components.keySet().containsAll(next.content().bases()) || waiting > pending.size()) {
        load(next);
        waiting = 0;
      } else {
        pending.add(next);
        waiting++;
      }
    }
  }

  /** Adds a file and all it includes to those that are to be read. */
  private void find(Path file, List<Path> includers, Deque<Pending> pending) {
    Deque<Map.Entry<Path, List<Path>>> found = new ArrayDeque<>();
    found.add(Map.entry(file, includers));
    while (!found.isEmpty()) {
      Path path = found.peek().getKey();
      List<Path> way = new ArrayList<>(found.remove().getValue());
      if (seen.add(realPath(path, way))) {
        way.add(path);
        ConfigurationFormat.Checked content = ConfigurationFormat.of(path).check(path);
        pending.add(new Pending(path, way, seen.size(), content));
        for (String include : content.includes()) {
          Path included = Path.of(Locations.resolve(folder(path), include));
          requireNoCircle(way, included);
          found.add(Map.entry(included, way));
        }
      }
    }
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? GlobalValues.WORKING_DIRECTORY : folder;
  }

  private static Path realPath(Path file, List<Path> way) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new ConfigLoaderException(
          e,
          file
              + ": no such configuration file"
              + (way.isEmpty() ? "" : "; it is included in " + way.get(way.size() - 1)));
    }
  }

  private static void requireNoCircle(List<Path> way, Path included) {
    for (Path file : way) {
      try {
        if (Files.exists(included) && Files.isSameFile(file, included)) {
          throw new ConfigLoaderException(
              file + ": the file includes itself: " + Circles.name(way, file));
        }
      } catch (IOException e) {
        throw new ConfigLoaderException(e, "cannot read " + included);
      }
    }
  }

  private void load(Pending file) {
    Map<String, ConfigurationData> all = new HashMap<>(components);
    GlobalProperties ownGlobals = new GlobalProperties();
    ConfigurationFormat.of(file.path()).load(file.path(), file.content(), all, ownGlobals);
    Path folder = folder(file.path());
    ownGlobals.forEach(
        global -> globals.set(global.getKey(), global.getValue().getValue(), folder, file.rank()));
    for (ConfigurationData component : all.values()) {
      component.getProperties().values().forEach(value -> folders.putIfAbsent(value, folder));
    }
    components.putAll(all);
  }

  /**
   * Replaces a value.
   *
   * @param target {@code component.property}, or the name of a global property.
   * @param value the value.
   */
  void override(String target, String value) {
    int dot = target.lastIndexOf('.');
    if (dot < 0) {
      overrideGlobal(target, value);
      return;
    }
    String name = target.substring(0, dot);
    String property = target.substring(dot + 1);
    ConfigurationData component = components.get(name);
    if (component == null) {
      throw new ArgumentException(
          "--@" + target,
          "There is no component " + name + ", but " + list(components.keySet()) + ".");
    }
    ComponentClass.require(component);
    ConfiguredField field =
        ConfiguredField.of(component.getClassName(), property)
            .orElseThrow(
                () ->
                    new ArgumentException(
                        "--@" + target,
                        "The component "
                            + name
                            + ", a "
                            + component.getClassName()
                            + ", has no property "
                            + property
                            + ", but "
                            + list(ConfiguredField.names(component.getClassName()))
                            + "."));
    if (field.isMap()) {
      throw new ArgumentException("--@" + target, "A map can be set in a file only.");
    }
    Property replacement =
        field.isList()
            ? ListProperty.createFromStringList(ConfigurationManager.parseStringList(value))
            : new SimpleProperty(value);
    folders.put(replacement, GlobalValues.WORKING_DIRECTORY);
    component.add(property, replacement);
  }

  private void overrideGlobal(String name, String value) {
    Set<String> known = usedGlobals();
    globals.names().forEach(known::add);
    if (!known.contains(name)) {
      throw new ArgumentException(
          "--@" + name,
          "There is no such global property in the configuration, "
              + (known.isEmpty() ? "which has none." : "but " + list(known) + "."));
    }
    globals.set(name, value, GlobalValues.WORKING_DIRECTORY, 0);
  }

  private static String list(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private Set<String> usedGlobals() {
    Set<String> used = new TreeSet<>();
    for (ConfigurationData component : components.values()) {
      for (Property value : component.getProperties().values()) {
        Matcher matcher = GlobalProperty.globalSymbolPattern.matcher(value.toString());
        while (matcher.find()) {
          used.add(matcher.group(1));
        }
      }
    }
    return used;
  }

  /** All that was read, for OLCUT. */
  ConfigurationManager toManager() {
    globals.requireNoCircle();
    for (ConfigurationData component : components.values()) {
      for (Map.Entry<String, Property> property :
          Map.copyOf(component.getProperties()).entrySet()) {
        if (property.getValue() instanceof SimpleProperty value) {
          component.add(property.getKey(), settled(component, property.getKey(), value));
        }
      }
    }
    ConfigurationManager manager =
        new ConfigurationManager(
            new String[0],
            List.copyOf(components.values()),
            ConfigurationManager.EMPTY_OPTIONS,
            "",
            false);
    globals.forEach(manager::setGlobalProperty);
    return manager;
  }

  /** A value as OLCUT takes it: a path from the working directory, a list of one. */
  private Property settled(ConfigurationData component, String property, SimpleProperty value) {
    ConfiguredField field = ConfiguredField.of(component.getClassName(), property).orElse(null);
    if (field == null) {
      return value;
    }
    if (field.isList()) {
      return new ListProperty(List.of(value));
    }
    GlobalValues.Located location = globals.expand(value.getValue(), folders.get(value));
    if (!field.isLocation() || GlobalProperty.hasGlobalProperty(location.text())) {
      return value;
    }
    try {
      return new SimpleProperty(Locations.resolve(location.folder(), location.text()));
    } catch (InvalidPathException e) {
      throw new PropertyException(
          component.getName(), property, "cannot be a path: " + e.getMessage());
    }
  }
}
