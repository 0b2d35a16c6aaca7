package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.TimeProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells whether two cells are of the same configuration and data: the SHA-256 hash of provenances,
 * which have the hashes of the files read. Times are left out, so that a file that was copied or
 * touched is the same.
 */
public final class Fingerprint {

  private final StringBuilder text = new StringBuilder();

  /**
   * Adds a part, such as a name or a seed.
   *
   * @param part the part; its text counts.
   * @return this fingerprint.
   */
  public Fingerprint add(Object part) {
    String string = String.valueOf(part);
    text.append(string.length()).append(':').append(string).append(';');
    return this;
  }

  /**
   * Adds a provenance with all that is in it, maps in the order of their keys.
   *
   * @param provenance the provenance.
   * @return this fingerprint.
   */
  public Fingerprint add(Provenance provenance) {
    if (provenance instanceof ListProvenance<?> list) {
      text.append('[');
      list.getList().forEach(this::add);
      text.append(']');
    } else if (provenance instanceof MapProvenance<?> map) {
      addAll(map.getMap());
    } else if (provenance instanceof ObjectProvenance object) {
      Map<String, Provenance> entries = new TreeMap<>();
      for (Pair<String, Provenance> entry : object) {
        entries.put(entry.getA(), entry.getB());
      }
      addAll(entries);
    } else if (provenance instanceof PrimitiveProvenance<?> value
        && !(value instanceof DateTimeProvenance)
        && !(value instanceof TimeProvenance)) {
      add(value.getValue());
    }
    return this;
  }

  private void addAll(Map<String, ? extends Provenance> entries) {
    text.append('{');
    new TreeMap<>(entries)
        .forEach(
            (key, value) -> {
              add((Object) key);
              add(value);
            });
    text.append('}');
  }

  /**
   * The hash of all that was added.
   *
   * @return 64 hexadecimal digits.
   */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
