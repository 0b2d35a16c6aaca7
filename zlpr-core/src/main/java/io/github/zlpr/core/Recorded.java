package io.github.zlpr.core;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.List;
import java.util.Optional;

/** Rebuilds configurable objects from their provenance. */
public final class Recorded {

  private Recorded() {}

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
    if (!(provenance instanceof ConfiguredObjectProvenance recorded)
        || !isOfType(recorded.getClassName(), type)) {
      return Optional.empty();
    }
    List<ConfigurationData> components = ProvenanceUtil.extractConfiguration(recorded);
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(components);
    return Optional.of(type.cast(manager.lookup(components.get(0).getName())));
  }

  private static boolean isOfType(String className, Class<?> type) {
    try {
      return type.isAssignableFrom(
          Class.forName(className, false, Recorded.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
