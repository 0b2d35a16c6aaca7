package io.github.zlpr.trainer.survival;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.trainer.data.ArffDataSource;
import io.github.zlpr.trainer.data.TestData;
import io.github.zlpr.trainer.experiment.Experiment;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.OutputFactory;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.DataSourceProvenance;

/** A file that grows while an experiment reads it. */
class ChangingFileTest {

  @TempDir private Path directory;

  private record Growing(ArffDataSource source, Path file)
      implements ConfigurableDataSource<MultiLabel> {

    @Override
    public Iterator<Example<MultiLabel>> iterator() {
      Iterator<Example<MultiLabel>> examples = source.iterator();
      try {
        Files.writeString(file, "% more\n", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return examples;
    }

    @Override
    public OutputFactory<MultiLabel> getOutputFactory() {
      return source.getOutputFactory();
    }

    @Override
    public DataSourceProvenance getProvenance() {
      return source.getProvenance();
    }
  }

  @Test
  void isNotTakenForWhatItWas() throws IOException {
    ArffDataSource data = TestData.write(directory, 60, 7);
    Growing growing = new Growing(data, directory.resolve("small.arff"));
    var trainer = LinearMultiLabelTrainer.builder().epochs(1).build();
    Model<MultiLabel> model = new Experiment(data, data, trainer, new RankingEvaluator()).train();
    assertChanged(() -> new Experiment(growing, data, trainer, new RankingEvaluator()).train());
    assertChanged(
        () ->
            new Experiment(data, growing, trainer, new RankingEvaluator())
                .evaluate(model, (example, scores) -> {}));
  }

  private static void assertChanged(Executable reading) {
    String message = assertThrows(IllegalStateException.class, reading).getMessage();
    assertTrue(message.startsWith("a file changed while it was read; "), message);
  }
}
