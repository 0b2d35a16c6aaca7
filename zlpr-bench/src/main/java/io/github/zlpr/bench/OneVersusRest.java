package io.github.zlpr.bench;

import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.baseline.IndependentMultiLabelModel;
import org.tribuo.multilabel.baseline.IndependentMultiLabelTrainer;

/** The peer: a classifier of liblinear for each label, by Tribuo's wrapper. */
final class OneVersusRest {

  private OneVersusRest() {}

  static IndependentMultiLabelModel train(Dataset<MultiLabel> data) {
    return (IndependentMultiLabelModel)
        new IndependentMultiLabelTrainer(new LibLinearClassificationTrainer()).train(data);
  }

  static RankingEvaluation evaluate(
      IndependentMultiLabelModel model, Dataset<MultiLabel> test, RankingEvaluator evaluator) {
    return evaluator.evaluate(model, predictions(model, test), test.getProvenance());
  }

  /** The model does not pass on the scores of its members, so they are asked. */
  private static List<Prediction<MultiLabel>> predictions(
      IndependentMultiLabelModel model, Dataset<MultiLabel> test) {
    List<Prediction<MultiLabel>> predictions = new ArrayList<>();
    for (Example<MultiLabel> example : test) {
      Example<Label> unlabelled = new ArrayExample<>(LabelFactory.UNKNOWN_LABEL);
      example.forEach(unlabelled::add);
      Map<String, MultiLabel> scores = new HashMap<>();
      Set<Label> selected = new HashSet<>();
      for (int i = 0; i < model.getModels().size(); i++) {
        Label label = model.getLabelOrder().get(i);
        Prediction<Label> prediction = model.getModels().get(i).predict(unlabelled);
        double score = prediction.getOutputScores().get(label.getLabel()).getScore();
        scores.put(label.getLabel(), new MultiLabel(Set.of(new Label(label.getLabel(), score))));
        if (prediction.getOutput().getLabel().equals(label.getLabel())) {
          selected.add(label);
        }
      }
      predictions.add(new Prediction<>(new MultiLabel(selected), scores, 1, example, false));
    }
    return predictions;
  }
}
