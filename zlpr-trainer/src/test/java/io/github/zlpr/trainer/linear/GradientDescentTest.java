package io.github.zlpr.trainer.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.loss.ZLPR;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

/** The trainer against a slow and straightforward one with doubles and all matrices in full. */
final class GradientDescentTest {

  @ParameterizedTest
  @CsvSource({"5, 1, 0.0, 1", "5, 4, 0.0, 1", "5, 7, 0.01, 2", "70, 3, 0.0, 1", "200, 8, 0.001, 2"})
  void followsTheDefinition(int labels, int minibatchSize, double l2, int threads) {
    Dataset<MultiLabel> data = LinearData.sparse(60, labels, 7);
    for (int i = 0; i < data.size(); i++) {
      data.getExample(i).setWeight(0.5f + i % 3);
    }
    LinearMultiLabelTrainer trainer =
        new LinearMultiLabelTrainer()
            .withEpochs(4)
            .withLearningRate(0.3)
            .withMinibatchSize(minibatchSize)
            .withGradientCutoff(0.0)
            .withL2(l2)
            .withShuffle(false)
            .withThreads(threads)
            .withLoggingInterval(-1);
    DenseMatrix weights = ((LinearSGDModel) trainer.train(data)).getWeightsCopy();
    double[][] expected = reference(data, 4, 0.3, minibatchSize, l2);
    double largest = 0.0;
    for (int f = 0; f < expected.length; f++) {
      for (int l = 0; l < expected[f].length; l++) {
        assertEquals(expected[f][l], weights.get(l, f), 2e-5, "feature " + f + ", label " + l);
        largest = Math.max(largest, Math.abs(expected[f][l]));
      }
    }
    assertTrue(largest > 0.2, "largest weight " + largest);
  }

  private static double[][] reference(
      Dataset<MultiLabel> data, int epochs, double learningRate, int minibatchSize, double l2) {
    ImmutableFeatureMap featureMap = data.getFeatureIDMap();
    ImmutableOutputInfo<MultiLabel> info = data.getOutputIDInfo();
    int n = data.size();
    int bias = featureMap.size();
    int labels = info.size();
    double[][] x = new double[n][bias + 1];
    double squares = 0.0;
    for (int i = 0; i < n; i++) {
      for (Feature feature : data.getExample(i)) {
        x[i][featureMap.getID(feature.getName())] = (float) feature.getValue();
        squares += feature.getValue() * feature.getValue();
      }
    }
    double norm = Math.sqrt(squares / n);
    double weightSum = 0.0;
    for (int i = 0; i < n; i++) {
      x[i][bias] = CompressedRows.BIAS_SHARE * norm;
      weightSum += data.getExample(i).getWeight();
    }
    double[][] w = new double[bias + 1][labels];
    double[][] v = new double[bias + 1][labels];
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int start = 0; start < n; start += minibatchSize) {
        int end = Math.min(n, start + minibatchSize);
        double[][] g = new double[end][];
        for (int i = start; i < end; i++) {
          g[i] = gradient(data.getExample(i), x[i], w, info);
        }
        // V holds the products of squares in full; its margins are what the trainer keeps.
        for (int i = start; i < end; i++) {
          for (int f = 0; f <= bias; f++) {
            for (int l = 0; l < labels; l++) {
              v[f][l] += x[i][f] * x[i][f] * g[i][l] * g[i][l];
            }
          }
        }
        double rate = learningRate / norm * (1.0 - (epoch + start / (double) n) / epochs);
        double[][] steps = steps(v, rate);
        for (int i = start; i < end; i++) {
          for (int f = 0; f <= bias; f++) {
            for (int l = 0; l < labels; l++) {
              w[f][l] += x[i][f] * g[i][l] == 0.0 ? 0.0 : steps[f][l] * x[i][f] * g[i][l];
            }
          }
        }
      }
      double[][] steps = steps(v, learningRate / norm * (1.0 - (epoch + 0.5) / epochs));
      for (int f = 0; f < bias; f++) {
        for (int l = 0; l < labels; l++) {
          w[f][l] /= w[f][l] == 0.0 ? 1.0 : 1.0 + l2 * weightSum * steps[f][l];
        }
      }
    }
    for (int l = 0; l < labels; l++) {
      w[bias][l] *= x[0][bias];
    }
    return w;
  }

  private static double[] gradient(
      Example<MultiLabel> example, double[] x, double[][] w, ImmutableOutputInfo<MultiLabel> info) {
    double[] scores = new double[info.size()];
    for (int f = 0; f < x.length; f++) {
      for (int l = 0; l < scores.length; l++) {
        scores[l] += x[f] * w[f][l];
      }
    }
    List<Label> truth = List.copyOf(example.getOutput().getLabelSet());
    int[] targets =
        truth.stream().mapToInt(label -> info.getID(new MultiLabel(label))).sorted().toArray();
    new ZLPR().lossAndDirection(scores, targets, null);
    for (int l = 0; l < scores.length; l++) {
      scores[l] *= example.getWeight();
    }
    return scores;
  }

  private static double[][] steps(double[][] v, double rate) {
    int rows = v.length;
    int columns = v[0].length;
    double[] rowSums = new double[rows];
    double[] columnSums = new double[columns];
    double total = 0.0;
    for (int f = 0; f < rows; f++) {
      for (int l = 0; l < columns; l++) {
        rowSums[f] += v[f][l];
        columnSums[l] += v[f][l];
        total += v[f][l];
      }
    }
    double[][] steps = new double[rows][columns];
    for (int f = 0; f < rows; f++) {
      for (int l = 0; l < columns; l++) {
        double column =
            f == rows - 1
                ? columnSums[l]
                : Math.pow(columnSums[l], 0.125) * Math.pow(total / columns, 0.875);
        steps[f][l] = rate / Math.sqrt(rowSums[f] * column / total);
      }
    }
    return steps;
  }
}
