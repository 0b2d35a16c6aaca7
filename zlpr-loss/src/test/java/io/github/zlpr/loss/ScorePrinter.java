package io.github.zlpr.loss;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

/** The program of {@link PlainTribuoTest}: knows Tribuo and nothing else. */
final class ScorePrinter {

  private ScorePrinter() {}

  public static void main(String[] args) throws IOException {
    System.out.print(
        print(Model.deserializeFromFile(Path.of(args[0])).castModel(MultiLabel.class)));
  }

  static String print(Model<MultiLabel> model) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      List<Feature> features =
          List.of(new Feature("feature" + i, 1.0), new Feature("feature" + (i + 1) % 6, 0.3));
      Example<MultiLabel> example = new ArrayExample<>(new MultiLabel("label0"), features);
      var prediction = model.predict(example);
      Map<String, String> scores = new TreeMap<>();
      for (MultiLabel output : prediction.getOutputScores().values()) {
        for (Label label : output.getLabelSet()) {
          scores.put(label.getLabel(), Double.toHexString(label.getScore()));
        }
      }
      result.append(scores).append(new TreeSet<>(prediction.getOutput().getNameSet())).append('\n');
    }
    return result.toString();
  }
}
