package io.github.zlpr.experiment.provenance;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.trainer.model.MessageField;
import io.github.zlpr.trainer.model.WeightDigest;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.protos.ProtoSerializable;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.EnsembleModelProvenance;
import org.tribuo.provenance.ModelProvenance;

/**
 * What a run gave, as the model that came out of it remembers it: the digest of its weights, its
 * metrics and the versions of the software.
 *
 * <p>It is kept in the model's run provenance under the key {@value #RUN_PROVENANCE}, made of
 * OLCUT's own provenance classes, so that a model can be loaded with it wherever it could be
 * without it.
 *
 * @param weightDigest the {@link WeightDigest}.
 * @param metrics the metrics by name.
 * @param versions the versions by name.
 */
public record RunRecord(
    String weightDigest, Map<String, Double> metrics, Map<String, String> versions) {

  /** Key of the record in the run provenance. */
  public static final String RUN_PROVENANCE = "run-record";

  private static final String INSTANCE_VALUES = "instance-values";
  private static final String WEIGHT_DIGEST = "weight-digest";
  private static final String METRICS = "metrics";

  /**
   * A record.
   *
   * @param weightDigest the digest.
   * @param metrics the metrics by name; copied.
   * @param versions the versions by name; copied.
   */
  public RunRecord {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /**
   * The record of a run that has just ended, in this process.
   *
   * @param model the model.
   * @param metrics its metrics by name, if it was evaluated.
   * @return the record.
   */
  public static RunRecord of(Model<?> model, Map<String, Double> metrics) {
    return new RunRecord(WeightDigest.of(model), metrics, Versions.current());
  }

  /**
   * The record that a model has.
   *
   * @param model the model.
   * @return its record; nothing if it has none.
   */
  public static Optional<RunRecord> in(Model<?> model) {
    if (!(model.getProvenance().getInstanceProvenance().getMap().get(RUN_PROVENANCE)
        instanceof MapProvenance<?> recorded)) {
      return Optional.empty();
    }
    Map<String, Double> metrics = new TreeMap<>();
    if (recorded.getMap().get(METRICS) instanceof MapProvenance<?> values) {
      values
          .getMap()
          .forEach(
              (name, value) -> {
                if (value instanceof DoubleProvenance number) {
                  metrics.put(name, number.getValue());
                }
              });
    }
    Map<String, String> versions = versionsInProvenance(model.getProvenance());
    recorded
        .getMap()
        .forEach(
            (name, value) -> {
              if (value instanceof StringProvenance text && !name.equals(WEIGHT_DIGEST)) {
                versions.put(name, text.getValue());
              }
            });
    return Optional.of(
        new RunRecord(String.valueOf(recorded.getMap().get(WEIGHT_DIGEST)), metrics, versions));
  }

  /**
   * The versions of the software that made a model, as far as Tribuo records them for every model.
   *
   * @param provenance the provenance of the model.
   * @return a new map.
   */
  public static Map<String, String> versionsInProvenance(ModelProvenance provenance) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put(Versions.TRIBUO, provenance.getTribuoVersion());
    versions.put(Versions.JAVA, provenance.getJavaVersion());
    versions.put(Versions.OS, provenance.getOS());
    versions.put(Versions.ARCHITECTURE, provenance.getArch());
    return versions;
  }

  /**
   * The model with this record in its run provenance. The model goes through its protobuf once, and
   * is in memory twice.
   *
   * @param model a model that can be serialised.
   * @return the model with the record.
   */
  public Model<MultiLabel> addTo(Model<MultiLabel> model) {
    return RootLocale.call(() -> Model.deserialize(serialize(model))).castModel(MultiLabel.class);
  }

  /**
   * The message of a model with this record in its run provenance.
   *
   * @param model a model that can be serialised.
   * @return what Tribuo loads as a model.
   */
  public ModelProto serialize(Model<MultiLabel> model) {
    ModelProto proto = RootLocale.call(model::serialize);
    Any data = proto.getSerializedData();
    try {
      return proto.toBuilder()
          .setSerializedData(
              data.toBuilder().setValue(replace(data.getValue(), extend(model.getProvenance()))))
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("a model serialises to a valid message", e);
    }
  }

  private ModelProvenance extend(ModelProvenance provenance) {
    Map<String, Provenance> all = new HashMap<>();
    provenance.forEach(entry -> all.put(entry.getA(), entry.getB()));
    Map<String, Provenance> run = new HashMap<>(provenance.getInstanceProvenance().getMap());
    run.put(RUN_PROVENANCE, toProvenance());
    all.put(INSTANCE_VALUES, new MapProvenance<>(run));
    return provenance instanceof EnsembleModelProvenance
        ? new EnsembleModelProvenance(all)
        : new ModelProvenance(all);
  }

  private MapProvenance<Provenance> toProvenance() {
    Map<String, Provenance> record = new HashMap<>();
    record.put(WEIGHT_DIGEST, new StringProvenance(WEIGHT_DIGEST, weightDigest));
    versions.forEach((name, version) -> record.put(name, new StringProvenance(name, version)));
    Map<String, PrimitiveProvenance<?>> values = new HashMap<>();
    metrics.forEach((name, value) -> values.put(name, new DoubleProvenance(name, value)));
    record.put(METRICS, new MapProvenance<>(values));
    return new MapProvenance<>(record);
  }

  /** Replaces the provenance in the metadata; all other fields keep their bytes, uncopied. */
  private static ByteString replace(ByteString message, ModelProvenance provenance)
      throws InvalidProtocolBufferException {
    List<MessageField> fields = MessageField.of(message);
    ByteString replaced = ByteString.EMPTY;
    for (MessageField field : fields) {
      replaced =
          replaced.concat(
              field.number() == MessageField.METADATA
                  ? encode(MessageField.METADATA, replaceInMetadata(field.content(), provenance))
                  : field.encoded());
    }
    return replaced;
  }

  /** Tribuo's models have the metadata as it is, this project's have it in an {@link Any}. */
  private static ByteString replaceInMetadata(ByteString metadata, ModelProvenance provenance)
      throws InvalidProtocolBufferException {
    Any any = Any.parseFrom(metadata);
    boolean wrapped = any.is(ModelDataProto.class);
    ModelDataProto data =
        wrapped ? any.unpack(ModelDataProto.class) : ModelDataProto.parseFrom(metadata);
    ModelDataProto replaced =
        data.toBuilder()
            .setProvenance(
                ProtoSerializable.PROVENANCE_SERIALIZER.serializeToProto(
                    ProvenanceUtil.marshalProvenance(provenance)))
            .build();
    return wrapped ? Any.pack(replaced).toByteString() : replaced.toByteString();
  }

  private static ByteString encode(int number, ByteString content) {
    return UnknownFieldSet.newBuilder()
        .addField(number, UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build())
        .build()
        .toByteString();
  }
}
