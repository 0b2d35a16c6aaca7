package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import io.github.zlpr.experiment.Configurations;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.experiment.ExperimentFiles;
import io.github.zlpr.experiment.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tribuo.Trainer;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * A configured object that is built again, with all its parts, from its provenance.
 *
 * <p>Trainers, also those inside others, get the invocation count they had.
 */
public final class RebuiltConfiguration {

  private final List<ConfiguredObjectProvenance> recorded;
  private final List<ConfigurationData> components = new ArrayList<>();
  private final List<Map<String, Path>> recordedFiles = new ArrayList<>();
  private final ConfigurationManager manager = new ConfigurationManager();

  /**
   * Prepares the object, without building anything.
   *
   * @param provenance its provenance.
   * @param files finds its files.
   * @throws IrreproducibleException if a class or a file is missing.
   */
  public RebuiltConfiguration(ConfiguredObjectProvenance provenance, RecordedFiles files) {
    recorded = ProvenanceUtil.orderProvenances(provenance).traversalOrder;
    List<ConfigurationData> extracted =
        provenance.getClassName().equals(Experiment.class.getName())
            ? ExperimentFiles.configuration(provenance)
            : ProvenanceUtil.extractConfiguration(provenance);
    for (ConfigurationData component : extracted) {
      recordedFiles.add(RecordedFiles.of(component));
      components.add(files.locate(component, configurableClass(component)));
    }
    manager.addConfiguration(components);
  }

  private static Class<?> configurableClass(ConfigurationData component) {
    String name = component.getClassName();
    try {
      Class<?> type = Class.forName(name, false, RebuiltConfiguration.class.getClassLoader());
      if (!Configurable.class.isAssignableFrom(type)) {
        throw new IrreproducibleException(
            "the model's provenance configures " + name + ", which cannot be configured");
      }
      return type;
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IrreproducibleException(
          "class " + name + " is not on the class path, and the model was made with it");
    }
  }

  /**
   * The components.
   *
   * @return all of them, the object itself first.
   */
  public List<ConfigurationData> components() {
    return List.copyOf(components);
  }

  /**
   * Builds the object.
   *
   * @param <T> the type wanted.
   * @param type the type wanted.
   * @return the object; the same one each time.
   */
  public <T extends Configurable> T build(Class<T> type) {
    for (int i = 0; i < components.size(); i++) {
      // Outer trainers come first: some pass their own count on to the trainers inside them.
      if (recorded.get(i) instanceof TrainerProvenance
          && recorded.get(i).getInstanceValues().get(TrainerProvenance.TRAIN_INVOCATION_COUNT)
              instanceof IntProvenance count
          && lookup(i) instanceof Trainer<?> trainer) {
        trainer.setInvocationCount(count.getValue());
      }
    }
    return Configurations.lookup(manager, components.get(0).getName(), type);
  }

  private Configurable lookup(int i) {
    return manager.lookup(components.get(i).getName());
  }

  /**
   * Compares all settings.
   *
   * @return a finding for all of them together, and one for each that differs.
   */
  public List<Finding> settings() {
    if (!(build(Configurable.class) instanceof Provenancable<?> rebuilt
        && rebuilt.getProvenance() instanceof ConfiguredObjectProvenance now)) {
      return List.of();
    }
    return new RecordedSettings(recorded.get(0)).compare(new RecordedSettings(now));
  }

  /**
   * Compares the hashes of all files that data sources read.
   *
   * @return a finding for each file.
   */
  public Set<Finding> data() {
    Set<Finding> findings = new LinkedHashSet<>();
    for (int i = 0; i < components.size(); i++) {
      Map<String, String> hashes = hashes(recorded.get(i));
      if (recorded.get(i) instanceof DataProvenance
          && !hashes.isEmpty()
          && lookup(i) instanceof Provenancable<?> source
          && source.getProvenance() instanceof ConfiguredObjectProvenance rebuilt) {
        Map<String, String> now = hashes(rebuilt);
        for (Map.Entry<String, String> hash : hashes.entrySet()) {
          findings.add(
              new Finding(
                  "data",
                  fileName(i, hash.getKey()),
                  hash.getValue(),
                  now.getOrDefault(hash.getKey(), Finding.NONE),
                  true));
        }
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
   * The recorded file of a hash: for {@code labels-resource-hash} that of a property which starts
   * with {@code labels}, for {@code resource-hash} the one with the shortest name.
   */
  private String fileName(int component, String hashKey) {
    int prefix = hashKey.indexOf('-' + DataSourceProvenance.RESOURCE_HASH);
    return recordedFiles.get(component).entrySet().stream()
        .filter(file -> prefix < 0 || file.getKey().startsWith(hashKey.substring(0, prefix)))
        .min(Comparator.comparingInt(file -> file.getKey().length()))
        .map(file -> file.getValue().toString())
        .orElse(components.get(component).getName() + "." + hashKey);
  }
}
