package io.github.zlpr.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Small data in memory: labels a to d, each of which depends on the feature of its name. */
public final class TestData {

  private static final String[] LABELS = {"a", "b", "c", "d"};

  private TestData() {}

  public static MultiLabel truth(Label... labels) {
    return new MultiLabel(Set.of(labels));
  }

  public static Example<MultiLabel> example(MultiLabel truth) {
    return new ArrayExample<>(truth, LABELS, new double[] {0.3, -0.2, 0.5, 0.1});
  }

  public static DataSource<MultiLabel> source(List<Example<MultiLabel>> examples) {
    MultiLabelFactory factory = new MultiLabelFactory();
    return new ListDataSource<>(
        examples, factory, new SimpleDataSourceProvenance("in memory", factory));
  }

  public static DataSource<MultiLabel> source(int size, long seed) {
    Random random = new Random(seed);
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double[] features = random.doubles(LABELS.length).map(u -> 2 * u - 1).toArray();
      Set<Label> truth = new HashSet<>();
      for (int j = 0; j < LABELS.length; j++) {
        if (features[j] + 0.5 * random.nextGaussian() > 0.4) {
          truth.add(new Label(LABELS[j]));
        }
      }
      examples.add(new ArrayExample<>(new MultiLabel(truth), LABELS, features));
    }
    return source(examples);
  }

  public static Dataset<MultiLabel> dataset(int size, long seed) {
    return new MutableDataset<>(source(size, seed));
  }

  public static Trainer<MultiLabel> trainer() {
    return new LinearSGDTrainer(new BinaryCrossEntropy(), new AdaGrad(0.1), 3, 1);
  }

  public static Model<MultiLabel> model() {
    return trainer().train(dataset(60, 1));
  }

  /** A prediction with the given scores for the labels a, b, ... */
  public static Prediction<MultiLabel> prediction(MultiLabel truth, double... scores) {
    Map<String, MultiLabel> outputs = new HashMap<>();
    for (int i = 0; i < scores.length; i++) {
      outputs.put(LABELS[i], new MultiLabel(new Label(LABELS[i], scores[i])));
    }
    return new Prediction<>(truth(), outputs, 1, example(truth), false);
  }
}
