package io.github.zlpr.data;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.impl.SkeletalConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.tribuo.provenance.ConfiguredDataSourceProvenance;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Provenance of a data source: its configuration, and for every file it reads the SHA-256 hash, the
 * size in bytes and the time of its last change.
 *
 * <p>The keys of the first file are {@link DataSourceProvenance#RESOURCE_HASH}, {@value
 * #RESOURCE_SIZE} and {@link DataSourceProvenance#FILE_MODIFIED_TIME}; those of a further file have
 * its name and a hyphen in front, as in {@code labels-resource-hash}.
 */
public final class FileDataSourceProvenance extends SkeletalConfiguredObjectProvenance
    implements ConfiguredDataSourceProvenance {
  private static final long serialVersionUID = 1L;

  /** Key of a file's size in bytes. */
  public static final String RESOURCE_SIZE = "resource-size";

  /** Hash, size and time of each file. */
  @SuppressWarnings(
      "serial") // Map.copyOf makes serializable maps, and provenances are serializable.
  private final Map<String, PrimitiveProvenance<?>> fileValues;

  /**
   * Records a data source.
   *
   * @param host the data source, whose configured fields are recorded.
   * @param files what it reads, by name; the main file has the empty name.
   * @throws UncheckedIOException if a file cannot be read.
   */
  FileDataSourceProvenance(Configurable host, Map<String, URL> files) {
    super(host, "DataSource");
    Map<String, PrimitiveProvenance<?>> values = new HashMap<>();
    files.forEach(
        (name, file) -> {
          String prefix = name.isEmpty() ? "" : name + "-";
          String hash = prefix + RESOURCE_HASH;
          values.put(
              hash,
              new HashProvenance(
                  DEFAULT_HASH_TYPE, hash, ProvenanceUtil.hashResource(DEFAULT_HASH_TYPE, file)));
          String size = prefix + RESOURCE_SIZE;
          values.put(size, new LongProvenance(size, sizeOf(file)));
          String time = prefix + FILE_MODIFIED_TIME;
          ProvenanceUtil.getModifiedTime(file)
              .ifPresent(modified -> values.put(time, new DateTimeProvenance(time, modified)));
        });
    this.fileValues = Map.copyOf(values);
  }

  /**
   * Records a data source over files that must not change.
   *
   * @param host the data source, whose configured fields are recorded.
   * @param files what it reads, by name; the main file has the empty name.
   * @return its provenance.
   * @throws InvalidDataException if a file is missing or has changed since the first look at it.
   * @throws UncheckedIOException if a file cannot be read.
   */
  public static FileDataSourceProvenance of(Configurable host, Map<String, InputFile> files) {
    try {
      Map<String, URL> addresses = new HashMap<>();
      for (Map.Entry<String, InputFile> file : files.entrySet()) {
        addresses.put(file.getKey(), file.getValue().requireUnchanged());
      }
      FileDataSourceProvenance provenance = new FileDataSourceProvenance(host, addresses);
      for (InputFile file : files.values()) {
        file.requireUnchanged();
      }
      return provenance;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Restores the provenance of a loaded model.
   *
   * @param map the recorded provenances.
   */
  public FileDataSourceProvenance(Map<String, Provenance> map) {
    this(extractProvenanceInfo(map));
  }

  private FileDataSourceProvenance(ExtractedInfo info) {
    super(info);
    this.fileValues = Map.copyOf(info.instanceValues);
  }

  private static long sizeOf(URL file) {
    try {
      return file.openConnection().getContentLengthLong();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + file, e);
    }
  }

  private static ExtractedInfo extractProvenanceInfo(Map<String, Provenance> map) {
    String name = FileDataSourceProvenance.class.getSimpleName();
    Map<String, Provenance> configured = new HashMap<>(map);
    String className =
        ObjectProvenance.checkAndExtractProvenance(
                configured, CLASS_NAME, StringProvenance.class, name)
            .getValue();
    String hostName =
        ObjectProvenance.checkAndExtractProvenance(
                configured, HOST_SHORT_NAME, StringProvenance.class, name)
            .getValue();
    Map<String, PrimitiveProvenance<?>> values = new HashMap<>();
    map.forEach(
        (key, value) -> {
          if (key.endsWith(RESOURCE_HASH)
              || key.endsWith(RESOURCE_SIZE)
              || key.endsWith(FILE_MODIFIED_TIME)) {
            configured.remove(key);
            values.put(key, (PrimitiveProvenance<?>) value);
          }
        });
    return new ExtractedInfo(className, hostName, configured, values);
  }

  @Override
  public Map<String, PrimitiveProvenance<?>> getInstanceValues() {
    Map<String, PrimitiveProvenance<?>> values = super.getInstanceValues();
    values.putAll(fileValues);
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileDataSourceProvenance that
        && super.equals(other)
        && fileValues.equals(that.fileValues);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), fileValues);
  }
}
