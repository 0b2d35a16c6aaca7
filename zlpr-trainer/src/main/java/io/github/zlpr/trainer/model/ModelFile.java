package io.github.zlpr.trainer.model;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ObjectProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.SimpleProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.EnumProvenance;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.LabelSelection;
import io.github.zlpr.core.RootLocale;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.tribuo.FeatureMap;
import org.tribuo.Model;
import org.tribuo.OutputInfo;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.baseline.ClassifierChainModel;
import org.tribuo.multilabel.baseline.IndependentMultiLabelModel;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.transform.TransformedModel;

/**
 * Loads models.
 *
 * <p>A model file names the classes that Tribuo is to load. Before any of them is initialised, the
 * classes of the model, of models inside it, and of features, outputs and provenance are looked up,
 * and must be of the kind that belongs there.
 */
public final class ModelFile {

  private static final List<Class<?>> MODELS_OF_MODELS =
      List.of(
          LabelSelection.class,
          TransformedModel.class,
          IndependentMultiLabelModel.class,
          ClassifierChainModel.class,
          WeightedEnsembleModel.class);

  /** A file is in memory once, and the part of it that a message holds at least once more. */
  private static final int LEAST_COPIES = 2;

  /** With the messages in messages that Tribuo's dense models are made of. */
  private static final int USUAL_COPIES = 6;

  private ModelFile() {}

  /**
   * Loads a multi-label model.
   *
   * @param file a file that Tribuo wrote.
   * @return the model.
   * @throws InvalidDataException if the file is missing or is not such a model, is of a newer
   *     version, or names a class that is missing or does not belong there, or if the JVM has not
   *     the memory for it.
   */
  public static Model<MultiLabel> load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidDataException(file, "no such model file");
    }
    Model<?> model;
    try {
      requireMemory(file, Files.size(file));
      model = RootLocale.call(() -> Model.deserialize(read(file)));
    } catch (InvalidDataException e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      if (isOutOfMemory(e)) {
        throw new InvalidDataException(file, needs(file.toFile().length()));
      }
      throw new InvalidDataException(file, "is not a Tribuo model (" + rootMessage(e) + ")");
    }
    if (!model.validate(MultiLabel.class)) {
      throw new InvalidDataException(
          file, "is not a multi-label model but one for " + model.getOutputIDInfo().getClass());
    }
    return model.castModel(MultiLabel.class);
  }

  private static ModelProto read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ModelProto proto = ModelProto.parseFrom(in);
      check(proto);
      return proto;
    }
  }

  /** Refuses a file that is empty, or for which the JVM has no room. */
  private static void requireMemory(Path file, long size) {
    if (size == 0) {
      throw new InvalidDataException(file, "is empty");
    }
    if (LEAST_COPIES * size > Runtime.getRuntime().maxMemory()) {
      throw new InvalidDataException(file, needs(size));
    }
  }

  /** Tribuo calls the model's class by reflection, which wraps what that throws. */
  private static boolean isOutOfMemory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  private static String needs(long size) {
    return String.format(
        Locale.ROOT,
        "out of memory: to load its %,d MB, Java needs about %,d MB; raise -Xmx, which is %,d MB now",
        megabytes(size),
        megabytes(USUAL_COPIES * size),
        megabytes(Runtime.getRuntime().maxMemory()));
  }

  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }

  /** Tribuo wraps what the class of a model says in exceptions that only say where. */
  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof ClassNotFoundException
        ? "it needs the class " + cause.getMessage() + ", which is not on the class path"
        : String.valueOf(cause.getMessage());
  }

  private static void check(ModelProto proto) throws InvalidProtocolBufferException {
    Class<?> modelClass = require(Model.class, proto.getClassName());
    boolean hasInnerModels =
        MODELS_OF_MODELS.stream().anyMatch(type -> type.isAssignableFrom(modelClass));
    for (MessageField field : MessageField.of(proto.getSerializedData().getValue())) {
      if (field.number() == MessageField.METADATA) {
        check(ModelDataProto.parseFrom(unwrap(field.content(), ModelDataProto.class)));
      } else if (field.number() == MessageField.INNER_MODELS && hasInnerModels) {
        check(ModelProto.parseFrom(unwrap(field.content(), ModelProto.class)));
      }
    }
  }

  private static void check(ModelDataProto data) {
    require(FeatureMap.class, data.getFeatureDomain().getClassName());
    require(OutputInfo.class, data.getOutputDomain().getClassName());
    for (ObjectProvenanceProto provenance : data.getProvenance().getOmpList()) {
      require(ObjectProvenance.class, provenance.getProvenanceClassName());
    }
    for (SimpleProvenanceProto provenance : data.getProvenance().getSmpList()) {
      if (!provenance.getIsReference()
          && require(Provenance.class, provenance.getProvenanceClassName())
              == EnumProvenance.class) {
        require(Enum.class, provenance.getAdditional());
      }
    }
  }

  private static ByteString unwrap(ByteString content, Class<? extends Message> type)
      throws InvalidProtocolBufferException {
    Any any = Any.parseFrom(content);
    return any.is(type) ? any.getValue() : content;
  }

  private static Class<?> require(Class<?> kind, String name) {
    try {
      Class<?> found = Class.forName(name, false, Model.class.getClassLoader());
      if (!kind.isAssignableFrom(found)) {
        throw new IllegalArgumentException(
            "it names the class " + name + " where only a " + kind.getName() + " belongs");
      }
      return found;
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
