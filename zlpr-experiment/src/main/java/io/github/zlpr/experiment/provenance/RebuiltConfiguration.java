package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.core.Settings;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tribuo.Trainer;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * A configured object that is built again, with all its parts, from its provenance, and compared
 * with what was recorded.
 *
 * <p>Trainers, also those inside others, get the invocation count they had.
 */
public final class RebuiltConfiguration {

  private static final String PART = "configuration";

  private final Recorded recorded;
  private List<Component> built = List.of();

  /** A part and the object that was built of it. */
  private record Component(Recorded.Part part, Configurable object) {}

  private RebuiltConfiguration(Recorded recorded) {
    this.recorded = recorded;
  }

  /**
   * Prepares an object, without building anything.
   *
   * @param provenance its provenance.
   * @param files finds its files.
   * @return the object, not built yet.
   * @throws IrreproducibleException if a class or a file is missing, or if provenance keeps a
   *     property secret that the object needs.
   */
  public static RebuiltConfiguration of(
      ConfiguredObjectProvenance provenance, RecordedFiles files) {
    return new RebuiltConfiguration(
        Recorded.of(provenance)
            .with(
                component -> {
                  Class<?> type = configurableClass(component);
                  requireNoSecret(type);
                  return files.locate(component, type);
                }));
  }

  /**
   * Gives the object itself another name.
   *
   * @param name the name of its component.
   * @return the renamed object, not built yet.
   */
  public RebuiltConfiguration named(String name) {
    return new RebuiltConfiguration(recorded.named(name));
  }

  private static Class<?> configurableClass(ConfigurationData component) {
    String name = component.getClassName();
    try {
      Class<?> type = Class.forName(name, false, RebuiltConfiguration.class.getClassLoader());
      if (!Configurable.class.isAssignableFrom(type)) {
        throw new IrreproducibleException(
            "the model's provenance configures " + name + ", which cannot be configured");
      }
      if (Arrays.stream(type.getDeclaredConstructors()).allMatch(c -> c.getParameterCount() > 0)) {
        throw new IrreproducibleException(
            "the model was made with a "
                + name
                + ", which no configuration can build: it has no constructor without arguments");
      }
      return type;
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IrreproducibleException(
          "class " + name + " is not on the class path, and the model was made with it");
    }
  }

  private static void requireNoSecret(Class<?> type) {
    for (Field field : Settings.fields(type)) {
      Config property = field.getAnnotation(Config.class);
      if (property.redact() && property.mandatory()) {
        throw new IrreproducibleException(
            "the model was made with a "
                + type.getName()
                + ", whose "
                + field.getName()
                + " is kept out of provenance; train without it to be able to reproduce");
      }
    }
  }

  /**
   * The components.
   *
   * @return all of them, the object itself first.
   */
  public List<ConfigurationData> components() {
    return recorded.components();
  }

  /**
   * Builds the object.
   *
   * @param <T> the type wanted.
   * @param type the type wanted.
   * @return the object; the same one each time.
   */
  public <T> T build(Class<T> type) {
    return type.cast(built().get(0).object());
  }

  private List<Component> built() {
    if (built.isEmpty()) {
      List<Configurable> objects = recorded.build();
      List<Component> components = new ArrayList<>();
      for (int i = 0; i < objects.size(); i++) {
        components.add(new Component(recorded.parts().get(i), objects.get(i)));
      }
      // Outer trainers come first: some pass their own count on to the trainers inside them.
      components.forEach(RebuiltConfiguration::restoreInvocationCount);
      built = components;
    }
    return built;
  }

  private static void restoreInvocationCount(Component component) {
    if (component.object() instanceof Trainer<?> trainer
        && component
                .part()
                .provenance()
                .getInstanceValues()
                .get(TrainerProvenance.TRAIN_INVOCATION_COUNT)
            instanceof IntProvenance count) {
      trainer.setInvocationCount(count.getValue());
    }
  }

  /**
   * Compares all settings. Settings that only the rebuilt object has came with a later release, and
   * have their defaults.
   *
   * @return a finding for all of them together, and one for each that differs.
   */
  public List<Finding> settings() {
    Component root = built().get(0);
    if (!(root.object() instanceof Provenancable<?> rebuilt
        && rebuilt.getProvenance() instanceof ConfiguredObjectProvenance provenance)) {
      return List.of();
    }
    SortedMap<String, String> before = FlatProvenance.settings(root.part().provenance());
    SortedMap<String, String> now = FlatProvenance.settings(provenance);
    now.keySet().retainAll(before.keySet());
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.required(
            PART,
            before.size() + " settings of " + rebuilt.getClass().getSimpleName(),
            FlatProvenance.hash(before),
            FlatProvenance.hash(now)));
    before.forEach(
        (name, value) -> {
          Finding finding =
              Finding.required(PART, name, value, now.getOrDefault(name, Finding.NONE));
          if (!finding.same()) {
            findings.add(finding);
          }
        });
    return findings;
  }

  /**
   * Compares the hashes of all files that data sources read.
   *
   * @return a finding for each file, named by the file that was read now.
   */
  public Set<Finding> data() {
    Set<Finding> findings = new LinkedHashSet<>();
    for (Component component : built()) {
      if (component.part().provenance() instanceof DataProvenance
          && component.object() instanceof Provenancable<?> source
          && source.getProvenance() instanceof ConfiguredObjectProvenance provenance) {
        Map<String, String> now = hashes(provenance);
        hashes(component.part().provenance())
            .forEach(
                (key, hash) ->
                    findings.add(
                        Finding.required(
                            "data",
                            fileName(component.part().configuration(), key),
                            hash,
                            now.getOrDefault(key, Finding.NONE))));
      }
    }
    return findings;
  }

  private static Map<String, String> hashes(ConfiguredObjectProvenance source) {
    Map<String, String> hashes = new TreeMap<>();
    source
        .getInstanceValues()
        .forEach(
            (key, value) -> {
              if (value instanceof HashProvenance hash) {
                hashes.put(key, hash.getValue());
              }
            });
    return hashes;
  }

  /**
   * The file of a hash: for {@code labels-resource-hash} that of a property which starts with
   * {@code labels}, for {@code resource-hash} the one with the shortest name.
   */
  private static String fileName(ConfigurationData component, String hashKey) {
    int prefix = hashKey.indexOf('-' + DataSourceProvenance.RESOURCE_HASH);
    return RecordedFiles.of(component).entrySet().stream()
        .filter(file -> prefix < 0 || file.getKey().startsWith(hashKey.substring(0, prefix)))
        .min(Comparator.comparingInt(file -> file.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(component.getName() + "." + hashKey);
  }
}
