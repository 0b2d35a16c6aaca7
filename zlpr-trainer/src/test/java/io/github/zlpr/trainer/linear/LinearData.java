package io.github.zlpr.trainer.linear;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Random data that a linear model can learn. */
final class LinearData {

  static final int FEATURES = 300;

  private LinearData() {}

  static MutableDataset<MultiLabel> empty() {
    MultiLabelFactory factory = new MultiLabelFactory();
    return new MutableDataset<>(new SimpleDataSourceProvenance("test", factory), factory);
  }

  /** Each example has some of 300 features; feature f speaks for label f modulo their number. */
  static Dataset<MultiLabel> sparse(int examples, int labels, long seed) {
    MutableDataset<MultiLabel> dataset = empty();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < examples; i++) {
      TreeMap<String, Double> features = new TreeMap<>();
      Set<Label> truth = new HashSet<>();
      int size = 3 + random.nextInt(12);
      for (int k = 0; k < size; k++) {
        int feature = random.nextInt(FEATURES);
        features.put("f" + feature, 0.25 + random.nextDouble());
        if (random.nextInt(4) > 0) {
          truth.add(new Label("l" + feature % labels));
        }
      }
      dataset.add(example(new MultiLabel(truth), features));
    }
    return dataset;
  }

  static Example<MultiLabel> example(MultiLabel truth, Map<String, Double> features) {
    return new ArrayExample<>(
        truth,
        features.keySet().toArray(String[]::new),
        features.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
