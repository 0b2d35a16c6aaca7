package io.github.zlpr.trainer.model;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.trainer.model.protos.CompactFeatureMapProto;
import java.io.IOException;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.FeatureMap;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableIDInfo;
import org.tribuo.VariableInfo;
import org.tribuo.protos.core.FeatureDomainProto;

/**
 * The features of a {@link CompactLinearModel}: small in files and memory, and quick to load.
 *
 * <p>Tribuo's map holds three objects and a string for each feature and looks methods up by
 * reflection for each when it is written or read. This one keeps the names as bytes and makes the
 * {@link VariableIDInfo} of a feature when it is asked for.
 *
 * <ul>
 *   <li>Ids and names are those of the map it was made from.
 *   <li>The information is always a {@link org.tribuo.RealIDInfo} with the feature's count, and its
 *       range, mean and sum of squares to the precision of floats; which values a categorical
 *       feature had is not kept.
 *   <li>Two maps are equal if they have the same names under the same ids and the same statistics.
 *   <li>Tribuo's copying constructors of feature maps read the other map's private field, which is
 *       empty here; give them the infos, {@link #iterator}, as a list.
 * </ul>
 */
public final class CompactFeatureMap extends ImmutableFeatureMap {
  private static final long serialVersionUID = 1L;

  /** Protobuf serialization version. */
  public static final int CURRENT_VERSION = 0;

  /** The names of the features. */
  private final FeatureNames names;

  /** What Tribuo knows of each feature, packed. */
  private final ByteString packedStatistics;

  @SuppressWarnings("serial") // never serialised
  private transient volatile FeatureStatistics statistics;

  private CompactFeatureMap(FeatureNames names, ByteString packedStatistics) {
    this.names = names;
    this.packedStatistics = packedStatistics;
    size = names.size();
  }

  /**
   * The same features in a compact map.
   *
   * @param map a map with the ids 0, 1, 2, ….
   * @return a compact map; the map itself if it is one, or of another kind than Tribuo's plain one,
   *     such as a hashed map, whose names are not those of the examples' features.
   */
  public static ImmutableFeatureMap of(ImmutableFeatureMap map) {
    if (map.getClass() != ImmutableFeatureMap.class) {
      return map;
    }
    String[] names = new String[map.size()];
    FeatureStatistics statistics = new FeatureStatistics(names.length);
    for (VariableInfo info : map) {
      int id = ((VariableIDInfo) info).getID();
      names[id] = info.getName();
      statistics.set(id, info);
    }
    return new CompactFeatureMap(FeatureNames.of(Arrays.asList(names)), statistics.pack());
  }

  /**
   * The features of a data set in a compact map.
   *
   * @param dataset the data set.
   * @return its feature map, without an object for each feature if the data set has none.
   */
  public static ImmutableFeatureMap of(Dataset<?> dataset) {
    if (!(dataset instanceof CompressedDataset rows)) {
      return of(dataset.getFeatureIDMap());
    }
    FeatureStatistics statistics = new FeatureStatistics(rows.featureCount());
    ColumnStatistics column = new ColumnStatistics();
    rows.forEachColumn(
        (id, values, from, to) -> statistics.set(id, column.observe(values, from, to)));
    return new CompactFeatureMap(
        FeatureNames.of(
            IntStream.range(0, rows.featureCount()).mapToObj(rows::featureName).toList()),
        statistics.pack());
  }

  /**
   * Deserialization factory.
   *
   * @param version the serialized object version.
   * @param className the class name.
   * @param message the serialized data.
   * @return the map.
   * @throws InvalidProtocolBufferException if the message is not that of a compact feature map.
   */
  public static CompactFeatureMap deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    ProtoVersion.require(version, CURRENT_VERSION);
    CompactFeatureMapProto proto = message.unpack(CompactFeatureMapProto.class);
    if (proto.getSize() < 0) {
      throw new InvalidProtocolBufferException("a map of " + proto.getSize() + " features");
    }
    try {
      return new CompactFeatureMap(
          FeatureNames.decode(proto.getSize(), proto.getNames()), proto.getStatistics());
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  @Override
  public FeatureDomainProto serialize() {
    return FeatureDomainProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(CompactFeatureMap.class.getName())
        .setSerializedData(
            Any.pack(
                CompactFeatureMapProto.newBuilder()
                    .setSize(size)
                    .setNames(names.encode())
                    .setStatistics(packedStatistics)
                    .build()))
        .build();
  }

  @Override
  public VariableIDInfo get(int id) {
    return id < 0 || id >= size ? null : statistics().get(id, names.get(id));
  }

  @Override
  public VariableIDInfo get(String name) {
    return get(getID(name));
  }

  @Override
  public int getID(String name) {
    return names.find(name);
  }

  /**
   * The name of a feature.
   *
   * @param id its id, at least 0 and below the number of features.
   * @return its name.
   */
  public String getName(int id) {
    return names.get(id);
  }

  private FeatureStatistics statistics() {
    FeatureStatistics unpacked = statistics;
    if (unpacked == null) {
      unpacked = FeatureStatistics.unpack(size, packedStatistics);
      statistics = unpacked;
    }
    return unpacked;
  }

  /** The names in the order of their ids. */
  @Override
  public Set<String> keySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<String> iterator() {
        return IntStream.range(0, size).mapToObj(names::get).iterator();
      }

      @Override
      public boolean contains(Object name) {
        return name instanceof String text && getID(text) >= 0;
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** The features in the order of their ids. */
  @Override
  public Iterator<VariableInfo> iterator() {
    return IntStream.range(0, size).<VariableInfo>mapToObj(this::get).iterator();
  }

  @Override
  public boolean domainEquals(FeatureMap other) {
    return size == other.size()
        && IntStream.range(0, size).allMatch(id -> other.get(names.get(id)) != null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompactFeatureMap map
        && names.equals(map.names)
        && statistics().equals(map.statistics());
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return "CompactFeatureMap(" + size + " features)";
  }

  @Override
  public String toReadableString() {
    List<String> sorted = keySet().stream().sorted().toList();
    return sorted.stream().map(name -> get(name).toString()).collect(Collectors.joining("\n"));
  }
}
