package io.github.zlpr.experiment.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.zlpr.data.TestData;
import io.github.zlpr.trainer.model.TrainedModels;
import io.github.zlpr.trainer.model.WeightDigest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.multilabel.MultiLabel;

class RunRecordTest {

  @TempDir private Path directory;

  static Set<String> trainers() {
    return TrainedModels.trainers().keySet();
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void isAddedToEveryKindOfModelAndChangesNothingElse(String name) throws Exception {
    var data = new MutableDataset<>(TestData.write(directory, 60, 7));
    Model<MultiLabel> model =
        TrainedModels.trainers()
            .get(name)
            .apply(1)
            .train(data, Map.of("mine", new StringProvenance("mine", "kept")));
    assertEquals(Optional.empty(), RunRecord.in(model));

    RunRecord record = RunRecord.of(model, Map.of("LRAP", 0.1 + 0.2, "MacroAUC", Double.NaN));
    Model<MultiLabel> recorded = record.addTo(model);
    RunRecord read = RunRecord.in(recorded).orElseThrow();
    assertEquals(record.weightDigest(), read.weightDigest());
    assertEquals(record.metrics(), read.metrics());
    assertEquals(record.versions(), read.versions());
    assertFalse(read.versions().containsValue("unknown"), read.versions().toString());

    var provenance = recorded.getProvenance();
    assertEquals(model.getProvenance().getTrainingTime(), provenance.getTrainingTime());
    assertEquals(model.getProvenance().getTrainerProvenance(), provenance.getTrainerProvenance());
    assertEquals(model.getProvenance().getClass(), provenance.getClass());
    assertEquals("kept", provenance.getInstanceProvenance().getMap().get("mine").toString());
    assertEquals(record.weightDigest(), WeightDigest.of(recorded));
    for (Example<MultiLabel> example : data) {
      assertEquals(model.predict(example).getOutput(), recorded.predict(example).getOutput());
    }
  }

  /** So that plain Tribuo loads the model as it would without the record. */
  @ParameterizedTest
  @MethodSource("trainers")
  void isMadeOfTheHostsClasses(String name) throws Exception {
    var data = new MutableDataset<>(TestData.write(directory, 60, 7));
    Model<MultiLabel> model = TrainedModels.trainers().get(name).apply(1).train(data);
    Model<MultiLabel> recorded = RunRecord.of(model, Map.of("LRAP", 0.5)).addTo(model);
    recorded
        .getProvenance()
        .getInstanceProvenance()
        .forEach(
            entry ->
                assertTrue(
                    entry.getB().getClass().getName().startsWith("com.oracle.labs.mlrg.olcut."),
                    entry.toString()));
  }
}
