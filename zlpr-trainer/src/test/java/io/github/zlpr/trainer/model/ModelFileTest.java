package io.github.zlpr.trainer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ObjectProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.TestData;
import io.github.zlpr.trainer.rule.SelectingModel;
import io.github.zlpr.trainer.rule.protos.SelectingModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.protos.MultiLabelLinearSGDProto;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

class ModelFileTest {

  /** A class whose loading would be noticed. */
  public static final class Intruder {
    static {
      System.setProperty(INTRUDED, "true");
    }

    private Intruder() {}
  }

  private static final String INTRUDED = "zlpr.intruded";
  private static final String INTRUDER = ModelFileTest.class.getName() + "$Intruder";

  @TempDir private Path directory;
  private Path file;
  private Model<MultiLabel> model;

  @BeforeEach
  void train() throws IOException {
    file = directory.resolve("model.tribuo");
    model =
        TrainedModels.trainers()
            .get("sgd")
            .apply(1)
            .train(new MutableDataset<>(TestData.write(directory, 60, 7)));
  }

  private void assertRefused(String message, ModelProto proto) throws IOException {
    Files.write(file, proto.toByteArray());
    InvalidDataException e = assertThrows(InvalidDataException.class, () -> ModelFile.load(file));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
    assertFalse(Boolean.getBoolean(INTRUDED));
  }

  private ModelProto withMetadata(UnaryOperator<ModelDataProto> change) throws IOException {
    ModelProto proto = RootLocale.call(model::serialize);
    MultiLabelLinearSGDProto data =
        proto.getSerializedData().unpack(MultiLabelLinearSGDProto.class);
    return proto.toBuilder()
        .setSerializedData(
            Any.pack(data.toBuilder().setMetadata(change.apply(data.getMetadata())).build()))
        .build();
  }

  @Test
  void loadsModels() throws IOException {
    for (Model<MultiLabel> saved :
        List.of(model, new SelectingModel(model, new PredictionRule(0.0, 1)))) {
      RootLocale.run(() -> saved.serializeToFile(file));
      assertEquals(WeightDigest.of(saved), WeightDigest.of(ModelFile.load(file)));
    }
  }

  @Test
  void refusesClassesThatDoNotBelongThereBeforeTheyAreInitialised() throws IOException {
    String expected = "it names the class " + INTRUDER + " where only a ";
    ModelProto intruding =
        RootLocale.call(model::serialize).toBuilder().setClassName(INTRUDER).build();
    assertRefused(expected + "org.tribuo.Model belongs", intruding);
    assertRefused(
        expected + "org.tribuo.Model belongs",
        ModelProto.newBuilder()
            .setClassName(SelectingModel.class.getName())
            .setSerializedData(
                Any.pack(SelectingModelProto.newBuilder().setModel(Any.pack(intruding)).build()))
            .build());
    assertRefused(
        expected + "org.tribuo.FeatureMap",
        withMetadata(
            data ->
                data.toBuilder()
                    .setFeatureDomain(data.getFeatureDomain().toBuilder().setClassName(INTRUDER))
                    .build()));
    assertRefused(
        expected + "org.tribuo.OutputInfo",
        withMetadata(
            data ->
                data.toBuilder()
                    .setOutputDomain(data.getOutputDomain().toBuilder().setClassName(INTRUDER))
                    .build()));
    assertRefused(
        expected + "com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance",
        withMetadata(
            data ->
                data.toBuilder()
                    .setProvenance(
                        RootProvenanceProto.newBuilder(data.getProvenance())
                            .addOmp(
                                ObjectProvenanceProto.newBuilder()
                                    .setProvenanceClassName(INTRUDER)))
                    .build()));
  }

  @Test
  void saysWhichClassIsMissing() throws IOException {
    assertRefused(
        "it needs the class com.example.MyModel, which is not on the class path",
        RootLocale.call(model::serialize).toBuilder().setClassName("com.example.MyModel").build());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysThatAModelIsOfANewerVersion(boolean selecting) throws IOException {
    Model<MultiLabel> saved =
        selecting ? new SelectingModel(model, new PredictionRule(0.0, 1)) : model;
    assertRefused(
        "Unknown version 7, this class supports at most version 0",
        RootLocale.call(saved::serialize).toBuilder().setVersion(7).build());
  }
}
