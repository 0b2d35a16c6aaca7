package io.github.zlpr.core;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A configured object and all its parts, as its provenance records them. It can be changed and
 * built again.
 *
 * <p>Objects of this class are immutable: what changes something gives a new one.
 */
public final class Recorded {

  /**
   * A configured object: the recorded one itself, or one that is somewhere inside it.
   *
   * @param provenance what was recorded of it.
   * @param configuration how it is built again.
   */
  public record Part(ConfiguredObjectProvenance provenance, ConfigurationData configuration) {}

  private final List<Part> parts;

  private Recorded(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a provenance.
   *
   * @param provenance the provenance of a configured object.
   * @return the object with its parts, as they were.
   */
  public static Recorded of(ConfiguredObjectProvenance provenance) {
    List<ConfiguredObjectProvenance> objects =
        ProvenanceUtil.orderProvenances(provenance).traversalOrder;
    List<ConfigurationData> configurations = ProvenanceUtil.extractConfiguration(provenance);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      parts.add(new Part(objects.get(i), configurations.get(i)));
    }
    return new Recorded(parts);
  }

  /**
   * Rebuilds an object with the configuration it had.
   *
   * @param <T> the type wanted.
   * @param provenance the provenance of a configured object, or any other, or null.
   * @param type the type wanted.
   * @return the object; nothing if the provenance is that of no configured object, or of one whose
   *     class is not of the type or not on the class path.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if the configuration is not
   *     accepted any more.
   */
  public static <T> Optional<T> rebuild(Provenance provenance, Class<T> type) {
    return provenance instanceof ConfiguredObjectProvenance recorded
            && isOfType(recorded.getClassName(), type)
        ? Optional.of(of(recorded).build(type))
        : Optional.empty();
  }

  private static boolean isOfType(String className, Class<?> type) {
    try {
      return type.isAssignableFrom(
          Class.forName(className, false, Recorded.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * The parts.
   *
   * @return the object itself first; what is inside another part comes after it.
   */
  public List<Part> parts() {
    return parts;
  }

  /**
   * Whether a property is set anywhere.
   *
   * @param property the name of the property.
   * @return whether the object or one of its parts has it.
   */
  public boolean has(String property) {
    return parts.stream().anyMatch(part -> part.configuration().contains(property));
  }

  /**
   * Replaces a property wherever it is set: in the object itself and in all its parts.
   *
   * @param property the name of the property.
   * @param value its new value.
   * @return the changed object; an equal one if nothing has this property.
   */
  public Recorded with(String property, String value) {
    return with(
        configuration -> {
          if (!configuration.contains(property)) {
            return configuration;
          }
          ConfigurationData changed = copy(configuration, configuration.getName());
          changed.add(property, new SimpleProperty(value));
          return changed;
        });
  }

  /**
   * Changes the configuration of all parts.
   *
   * @param change gives the new configuration of a part; must keep its name.
   * @return the changed object.
   */
  public Recorded with(UnaryOperator<ConfigurationData> change) {
    return new Recorded(
        parts.stream()
            .map(part -> new Part(part.provenance(), change.apply(part.configuration())))
            .toList());
  }

  /**
   * Gives the object itself another name.
   *
   * @param name the name of its component in configurations.
   * @return the renamed object.
   */
  public Recorded named(String name) {
    List<Part> renamed = new ArrayList<>(parts);
    Part root = parts.get(0);
    renamed.set(0, new Part(root.provenance(), copy(root.configuration(), name)));
    return new Recorded(renamed);
  }

  private static ConfigurationData copy(ConfigurationData configuration, String name) {
    return new ConfigurationData(name, configuration.getClassName(), configuration.getProperties());
  }

  /**
   * The configuration.
   *
   * @return one component for each part, in their order.
   */
  public List<ConfigurationData> components() {
    return parts.stream().map(Part::configuration).toList();
  }

  /**
   * Builds the object with its parts.
   *
   * @return new objects, one for each part, in their order.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if the configuration is not
   *     accepted.
   */
  public List<Configurable> build() {
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(components());
    return components().stream().map(part -> manager.lookup(part.getName())).toList();
  }

  /**
   * Builds the object.
   *
   * @param <T> its type.
   * @param type its type.
   * @return a new object.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if the configuration is not
   *     accepted.
   */
  public <T> T build(Class<T> type) {
    return type.cast(build().get(0));
  }
}
