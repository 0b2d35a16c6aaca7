package io.github.zlpr.loss;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Small data sets in memory: label i belongs to an example exactly when feature i does. */
final class Separable {

  static final int LABELS = 6;

  private Separable() {}

  /** Examples with the given number of labels each, all with the same target. */
  static MutableDataset<MultiLabel> dataset(int labelsEach, double target) {
    SplittableRandom random = new SplittableRandom(11);
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int e = 0; e < 60; e++) {
      Set<Integer> ids = new HashSet<>();
      while (ids.size() < labelsEach) {
        ids.add(random.nextInt(LABELS));
      }
      examples.add(example(ids, target));
    }
    MultiLabelFactory factory = new MultiLabelFactory();
    return new MutableDataset<>(
        new ListDataSource<>(
            examples,
            factory,
            new SimpleDataSourceProvenance("separable", OffsetDateTime.MIN, factory)));
  }

  static Example<MultiLabel> example(Set<Integer> ids, double target) {
    Set<Label> labels = new HashSet<>();
    List<Feature> features = new ArrayList<>();
    for (int id : ids) {
      labels.add(target == 1.0 ? new Label("label" + id) : new Label("label" + id, target));
      features.add(new Feature("feature" + id, 1.0));
    }
    return new ArrayExample<>(new MultiLabel(labels), features);
  }
}
