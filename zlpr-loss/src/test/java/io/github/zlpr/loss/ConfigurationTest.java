package io.github.zlpr.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;

/** Losses from configuration files, and back from the provenance of a model. */
final class ConfigurationTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ZLPR(threshold=0.0,scale=1.0,margin=0.0,smoothing=0.0) | ''",
        "ZLPR(threshold=0.5,scale=2.0,margin=-0.1,smoothing=0.05) | threshold=0.5 scale=2"
            + " margin=-0.1 smoothing=0.05",
        "PairwiseLogSumExp(scale=1.0,margin=0.0,k=1) | ''",
        "PairwiseLogSumExp(scale=3.0,margin=0.25,k=2) | scale=3 margin=0.25 k=2",
        "SubsetSoftmax(k=1) | ''",
        "SubsetSoftmax(k=2) | k=2",
        "PaddedSubsetSoftmax(maxLabels=4,threshold=-1.0) | maxLabels=4 threshold=-1",
        "JointLogSumExp | ''",
        "SoftmaxCrossEntropy(average=false) | ''",
        "SoftmaxCrossEntropy(average=true) | average=true",
        "WeightedBinaryCrossEntropy(positiveWeight=1.0) | ''",
        "WeightedBinaryCrossEntropy(positiveWeight=2.5) | positiveWeight=2.5",
        "BinaryFocal(gamma=2.0,alpha=-1.0) | ''",
        "BinaryFocal(gamma=1.5,alpha=0.25) | gamma=1.5 alpha=0.25",
      })
  void roundTripThroughTheProvenanceOfAModel(String expected, String properties)
      throws IOException {
    String name = expected.replaceAll("\\(.*", "");
    assertRoundTrip(expected, name, properties.replaceAll("(\\w+)=(\\S+)", property("$1", "$2")));
  }

  @Test
  void roundTripOfAListOfWeights() throws IOException {
    assertRoundTrip(
        "WeightedBinaryCrossEntropy(positiveWeights=[1.0, 2.0, 0.3, 4.0, 5.5, 6.0])",
        "WeightedBinaryCrossEntropy",
        "<propertylist name='positiveWeights'><item>1</item><item>2</item><item>0.3</item>"
            + "<item>4</item><item>5.5</item><item>6</item></propertylist>");
  }

  private void assertRoundTrip(String expected, String name, String properties) throws IOException {
    LinearSGDTrainer trainer = (LinearSGDTrainer) xml(name, properties).lookup("trainer");
    Model<MultiLabel> model = trainer.train(Separable.dataset(2, 1.0));

    ConfigurationManager extracted = new ConfigurationManager();
    extracted.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
    assertEquals(expected, extracted.lookupAll(MultiLabelObjective.class).get(0).toString());
    assertEquals(trainer.toString(), extracted.lookupAll(LinearSGDTrainer.class).get(0).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "ZLPR, threshold, NaN",
    "ZLPR, scale, 0.0",
    "ZLPR, margin, Infinity",
    "ZLPR, smoothing, 0.5",
    "PairwiseLogSumExp, scale, -1.0",
    "PairwiseLogSumExp, margin, NaN",
    "PairwiseLogSumExp, k, 0",
    "SubsetSoftmax, k, 0",
    "PaddedSubsetSoftmax, maxLabels, -3",
    "PaddedSubsetSoftmax, threshold, NaN",
    "WeightedBinaryCrossEntropy, positiveWeight, 0.0",
    "BinaryFocal, gamma, -1.0",
    "BinaryFocal, alpha, 1.0",
  })
  void badValuesAreRefusedByNameAndValue(String name, String property, String value)
      throws IOException {
    ConfigurationManager manager = xml(name, property(property, value));
    PropertyException refused = assertThrows(PropertyException.class, () -> manager.lookup("loss"));
    BadInputTest.assertSays(refused, property + " must be", value);
  }

  @Test
  void oneWeightAndWeightsExcludeEachOther() throws IOException {
    ConfigurationManager manager =
        xml(
            "WeightedBinaryCrossEntropy",
            property("positiveWeight", "2.0")
                + "<propertylist name='positiveWeights'><item>1</item></propertylist>");
    PropertyException refused = assertThrows(PropertyException.class, () -> manager.lookup("loss"));
    BadInputTest.assertSays(refused, "positiveWeight must be 1", "found 2.0");
  }

  @Test
  void jsonConfiguration() throws IOException {
    ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
    Path file = directory.resolve("loss.json");
    Files.writeString(
        file,
        """
        {"config": {"components": [{
          "name": "loss",
          "type": "io.github.zlpr.loss.ZLPR",
          "export": "false", "import": "false",
          "properties": {"threshold": "0.5", "margin": "0.1"}
        }]}}
        """);
    assertEquals(
        "ZLPR(threshold=0.5,scale=1.0,margin=0.1,smoothing=0.0)",
        new ConfigurationManager(file.toString()).lookup("loss").toString());
  }

  private ConfigurationManager xml(String loss, String properties) throws IOException {
    Path file = directory.resolve("loss.xml");
    Files.writeString(
        file,
        """
        <config>
          <component name="loss" type="io.github.zlpr.loss.%s">%s</component>
          <component name="trainer" type="org.tribuo.multilabel.sgd.linear.LinearSGDTrainer">
            <property name="objective" value="loss"/>
            <property name="optimiser" value="optimiser"/>
            <property name="epochs" value="1"/>
            <property name="seed" value="3"/>
          </component>
          <component name="optimiser" type="org.tribuo.math.optimisers.AdaGrad">
            <property name="initialLearningRate" value="0.5"/>
          </component>
        </config>
        """
            .formatted(loss, properties));
    return new ConfigurationManager(file.toString());
  }

  private static String property(String name, String value) {
    return "<property name='" + name + "' value='" + value + "'/>";
  }
}
