package io.github.zlpr.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.SplitDataSource;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.rule.ThresholdTunedTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

class NamesTest {

  @Test
  void theTrainerThatDoesTheWorkIsNamedWithItsLoss() {
    Trainer<MultiLabel> linear = new LinearMultiLabelTrainer().withObjective(new ZLPR());
    Trainer<MultiLabel> standardised =
        new TransformTrainer<>(
            linear, new TransformationMap(List.of(new MeanStdDevTransformation()), Map.of()));
    String settings = "(margin 0.0, scale 1.0, smoothing 0.0, threshold 0.0)";
    assertEquals("ZLPR, LinearMultiLabelTrainer", Names.shortly(standardised.getProvenance()));
    assertEquals(
        "TransformTrainer around LinearMultiLabelTrainer with ZLPR " + settings,
        Names.fully(standardised.getProvenance()));
    assertEquals(
        "ThresholdTunedTrainer around LinearMultiLabelTrainer with ZLPR " + settings,
        Names.fully(new ThresholdTunedTrainer(linear).getProvenance()));
  }

  @Test
  void dataAreNamedByTheirFileAndPart(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("boxes-labels.arff");
    Files.writeString(
        file, "@relation ': -C 1'\n@attribute l {0,1}\n@attribute x real\n@data\n1,5\n0,1\n");
    ArffDataSource source = new ArffDataSource(file);
    assertEquals("boxes-labels.arff", Names.shortly(source.getProvenance()));
    assertEquals("ArffDataSource " + file, Names.fully(source.getProvenance()));
    SplitDataSource part = new SplitDataSource(source, 0.5, 1L, "test");
    assertEquals("boxes-labels.arff (test)", Names.shortly(part.getProvenance()));
    assertEquals(
        "SplitDataSource (test) of ArffDataSource " + file, Names.fully(part.getProvenance()));
  }
}
