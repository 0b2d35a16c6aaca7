package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.FileProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.URLProvenance;
import io.github.zlpr.core.Sha256;
import io.github.zlpr.experiment.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings in the provenance of a configured object and of all its parts, as a flat map such as
 * {@code trainer.objective.scale} to {@code 1.0}; {@code trainer.objective} itself is the class.
 *
 * <p>Where files lie is no setting: what is in them is compared by their hashes.
 */
final class RecordedSettings {

  private static final String PART = "configuration";

  private final Map<String, String> settings = new TreeMap<>();

  RecordedSettings(ConfiguredObjectProvenance provenance) {
    add("", provenance);
  }

  private void add(String name, Provenance value) {
    if (value instanceof ConfiguredObjectProvenance object) {
      settings.put(name, object.getClassName());
      object
          .getConfiguredParameters()
          .forEach((key, part) -> add(name.isEmpty() ? key : name + "." + key, part));
    } else if (value instanceof ListProvenance<?> list) {
      for (int i = 0; i < list.getList().size(); i++) {
        add(name + "[" + i + "]", list.getList().get(i));
      }
    } else if (value instanceof MapProvenance<?> map) {
      map.getMap().forEach((key, part) -> add(name + "[" + key + "]", part));
    } else if (!(value instanceof FileProvenance) && !(value instanceof URLProvenance)) {
      settings.put(name, String.valueOf(value));
    }
  }

  /**
   * Compares with the settings of the rebuilt object. Settings that only the rebuilt one has came
   * with a later release, and have their defaults.
   */
  List<Finding> compare(RecordedSettings rebuilt) {
    Map<String, String> now = new TreeMap<>(rebuilt.settings);
    now.keySet().retainAll(settings.keySet());
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(PART, settings.size() + " settings", hash(settings), hash(now), true));
    settings.forEach(
        (name, value) -> {
          String other = now.getOrDefault(name, Finding.NONE);
          if (!value.equals(other)) {
            findings.add(new Finding(PART, name, value, other, true));
          }
        });
    return findings;
  }

  private static String hash(Map<String, String> settings) {
    Sha256 sha = new Sha256();
    settings.forEach((name, value) -> sha.add(name).add(value));
    return sha.hex();
  }
}
