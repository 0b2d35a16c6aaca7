package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.FileProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.TimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.URLProvenance;
import io.github.zlpr.core.Sha256;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A provenance as a flat map in the order of its keys, such as {@code trainer.objective.scale} to
 * {@code 1.0}; {@code trainer.objective} itself is the class.
 */
final class FlatProvenance {

  private final SortedMap<String, String> values = new TreeMap<>();
  private final boolean onlySettings;

  private FlatProvenance(boolean onlySettings) {
    this.onlySettings = onlySettings;
  }

  /** All that a provenance tells, but times. */
  static SortedMap<String, String> of(Provenance provenance) {
    FlatProvenance flat = new FlatProvenance(false);
    flat.add("", provenance);
    return flat.values;
  }

  /**
   * The settings of a configured object and of all its parts.
   *
   * <p>Where files lie is no setting: what is in them is compared by their hashes.
   */
  static SortedMap<String, String> settings(ConfiguredObjectProvenance provenance) {
    FlatProvenance flat = new FlatProvenance(true);
    flat.add("", provenance);
    return flat.values;
  }

  /** A hash of a flat map. */
  static String hash(SortedMap<String, String> flat) {
    Sha256 sha = new Sha256();
    flat.forEach((name, value) -> sha.add(name).add(value));
    return sha.hex();
  }

  private void add(String name, Provenance value) {
    if (value instanceof ListProvenance<?> list) {
      int i = 0;
      for (Provenance element : list.getList()) {
        add(name + "[" + i++ + "]", element);
      }
    } else if (value instanceof MapProvenance<?> map) {
      map.getMap().forEach((key, element) -> add(name + "[" + key + "]", element));
    } else if (value instanceof ConfiguredObjectProvenance object && onlySettings) {
      values.put(name, object.getClassName());
      Set<String> locations = RecordedFiles.locations(object.getClassName());
      object
          .getConfiguredParameters()
          .forEach(
              (key, part) -> {
                if (!locations.contains(key)) {
                  add(member(name, key), part);
                }
              });
    } else if (value instanceof ObjectProvenance object && !onlySettings) {
      values.put(name, object.getClassName());
      object.forEach(entry -> add(member(name, entry.getA()), entry.getB()));
    } else if (!isIgnored(value)) {
      values.put(
          name,
          String.valueOf(
              value instanceof PrimitiveProvenance<?> primitive ? primitive.getValue() : value));
    }
  }

  private static String member(String object, String key) {
    return object.isEmpty() ? key : object + "." + key;
  }

  private boolean isIgnored(Provenance value) {
    return onlySettings
        ? value instanceof FileProvenance || value instanceof URLProvenance
        : value instanceof DateTimeProvenance || value instanceof TimeProvenance;
  }
}
