package io.github.zlpr.eval;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.zlpr.core.RootLocale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.multilabel.sgd.protos.MultiLabelLinearSGDProto;
import org.tribuo.protos.core.ModelProto;

/** Linear models with given weights. */
public final class LinearModels {

  private LinearModels() {}

  public static String label(int label) {
    return "l" + label;
  }

  public static String feature(int feature) {
    return "f%05d".formatted(feature);
  }

  /**
   * A model of labels "l0", ... and features "f00000", ...
   *
   * @param weights labels × (features + 1), the bias last.
   */
  public static LinearSGDModel model(
      double[][] weights, VectorNormalizer normalizer, double threshold) {
    int features = weights[0].length - 1;
    Set<Label> labels = new HashSet<>();
    IntStream.range(0, weights.length).forEach(label -> labels.add(new Label(label(label))));
    String[] names =
        IntStream.range(0, features).mapToObj(LinearModels::feature).toArray(String[]::new);
    double[] ones = new double[features];
    Arrays.fill(ones, 1.0);
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      examples.add(new ArrayExample<>(new MultiLabel(labels), names, ones));
    }
    Model<MultiLabel> trained =
        new LinearSGDTrainer(new BinaryCrossEntropy(), new AdaGrad(0.1), 1, 1)
            .train(new MutableDataset<>(TestData.source(examples)));
    DenseMatrix matrix = new DenseMatrix(weights.length, features + 1);
    for (int label = 0; label < weights.length; label++) {
      int id = trained.getOutputIDInfo().getID(new MultiLabel(label(label)));
      for (int j = 0; j <= features; j++) {
        matrix.set(id, j, weights[label][j]);
      }
    }
    ModelProto proto = RootLocale.call(trained::serialize);
    try {
      Any changed =
          Any.pack(
              proto.getSerializedData().unpack(MultiLabelLinearSGDProto.class).toBuilder()
                  .setParams(RootLocale.call(new LinearParameters(matrix)::serialize))
                  .setNormalizer(RootLocale.call(normalizer::serialize))
                  .setThreshold(threshold)
                  .build());
      return (LinearSGDModel)
          RootLocale.call(
              () -> Model.deserialize(proto.toBuilder().setSerializedData(changed).build()));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
