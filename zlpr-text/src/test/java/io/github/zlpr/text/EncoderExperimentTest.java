package io.github.zlpr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import io.github.zlpr.data.WordNetDataSource;
import io.github.zlpr.experiment.Answer;
import io.github.zlpr.experiment.Configurations;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.experiment.Predictor;
import io.github.zlpr.experiment.Reasons;
import io.github.zlpr.experiment.Reproduction;
import io.github.zlpr.experiment.ReproductionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/** Experiments of the configurations with an encoder. */
class EncoderExperimentTest {

  private static final Path CONFIGS = Path.of("../configs");

  @TempDir private Path directory;

  private Model<MultiLabel> train(Map<String, String> properties) {
    ConfigurationManager manager =
        Configurations.load(
            List.of(CONFIGS.resolve("texts-encoder.xml")),
            Map.of("cache", directory.resolve("cache").toString()));
    properties.forEach(
        (name, value) -> {
          String[] parts = name.split("\\.");
          manager.overrideConfigurableProperty(parts[0], parts[1], new SimpleProperty(value));
        });
    return Configurations.lookup(manager, Experiment.COMPONENT, Experiment.class).run().model();
  }

  @Test
  void wordNetIsConfigured() {
    assertInstanceOf(
        WordNetDataSource.class,
        Configurations.load(CONFIGS.resolve("wordnet-encoder.xml")).lookup("train-data"));
  }

  @Test
  void aModelNeedsNothingButItsFileToPredict() throws IOException {
    Path file = directory.resolve("model.tribuo");
    train(Map.of()).serializeToFile(file);
    @SuppressWarnings("unchecked") // A model for multi-labels was written.
    Model<MultiLabel> model = (Model<MultiLabel>) Model.deserializeFromFile(file);
    Predictor predictor = new Predictor(model);
    String text = Files.readAllLines(CONFIGS.resolve("sample/texts.txt")).get(0).split("\t")[0];
    Answer one = predictor.text(text);
    assertTrue(one.isKnown());
    Path texts = Files.writeString(directory.resolve("texts"), "dog\n\n" + text + "\n");
    List<Answer> answers = new ArrayList<>();
    for (Iterator<Example<MultiLabel>> read = predictor.read(texts); read.hasNext(); ) {
      answers.add(predictor.example(read.next()));
    }
    assertEquals(3, answers.size());
    assertEquals(one.top(100).toString(), answers.get(2).top(100).toString());
    assertTrue(
        new Reasons(model)
            .of(answers.get(2).example(), 100).values().stream()
                .allMatch(parts -> parts.stream().anyMatch(p -> p.feature().equals("(encoder)"))));
  }

  @Test
  void aRunIsReproduced() {
    ReproductionResult result = Reproduction.of(train(Map.of())).run();
    assertTrue(result.identical(), result.toText());
    assertEquals(1, result.findings().stream().filter(f -> f.part().equals("features")).count());
  }

  @Test
  void otherVectorsThanTheRecordedOnesAreTold() {
    Model<MultiLabel> model = train(Map.of());
    Model<MultiLabel> other = train(Map.of("encoder.maxTokens", "3"));
    assertNotEquals(features(model), features(other));
  }

  private static String features(Model<MultiLabel> model) {
    return model
        .getProvenance()
        .getInstanceProvenance()
        .getMap()
        .get(Experiment.FEATURES_PROVENANCE)
        .toString();
  }

  @Test
  void anEncoderInFilesIsFoundInAnotherFolder() throws IOException {
    Path before = Files.createDirectories(directory.resolve("before"));
    for (String name : List.of("all-minilm-l6-v2-q.onnx", "all-minilm-l6-v2-q-tokenizer.json")) {
      Files.write(before.resolve(name), new EncoderFile("model", "classpath:" + name).read());
    }
    Path texts = before.resolve("texts.txt");
    Files.copy(CONFIGS.resolve("sample/texts.txt"), texts);
    Model<MultiLabel> model =
        train(
            Map.of(
                "texts.path", texts.toString(),
                "encoder.model", before.resolve("all-minilm-l6-v2-q.onnx").toString(),
                "encoder.tokenizer",
                    before.resolve("all-minilm-l6-v2-q-tokenizer.json").toString()));
    Path after = Files.move(before, directory.resolve("after"));
    ReproductionResult result = Reproduction.of(model, after).run();
    assertTrue(result.identical(), result.toText());
  }
}
