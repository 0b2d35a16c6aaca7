package io.github.zlpr.experiment;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;

/**
 * What a model says about one input. Labels are sorted by falling score, and by name where scores
 * are equal; a score is NaN where the model gives none.
 *
 * @param example the input.
 * @param prediction Tribuo's prediction; nothing if the model knows no feature of the input.
 */
public record Answer(Example<MultiLabel> example, Optional<Prediction<MultiLabel>> prediction) {

  private static final Comparator<Label> BEST_FIRST =
      Comparator.comparingDouble(Label::getScore).reversed().thenComparing(Label::getLabel);

  /**
   * Whether the model knows a feature of the input.
   *
   * @return false if there is nothing to go by: no label is then predicted and none has a score.
   */
  public boolean isKnown() {
    return prediction.isPresent();
  }

  /**
   * The labels that the model's own rule predicts.
   *
   * @return the labels with their scores, the best first.
   */
  public List<Label> predicted() {
    if (prediction.isEmpty()) {
      return List.of();
    }
    Map<String, MultiLabel> scores = prediction.get().getOutputScores();
    return prediction.get().getOutput().getNameSet().stream()
        .map(name -> score(name, scores.get(name)))
        .sorted(BEST_FIRST)
        .toList();
  }

  private static Label score(String name, MultiLabel scored) {
    return scored == null
        ? new Label(name)
        : scored.getLabelSet().stream().findFirst().orElseGet(() -> new Label(name));
  }

  /**
   * The labels with the highest scores, found with a heap of k labels.
   *
   * @param k how many, at least 0.
   * @return at most k labels, the best first.
   */
  public List<Label> top(int k) {
    if (k == 0) {
      return List.of();
    }
    PriorityQueue<Label> best = new PriorityQueue<>(BEST_FIRST.reversed());
    scored()
        .forEach(
            label -> {
              if (best.size() < k) {
                best.add(label);
              } else if (BEST_FIRST.compare(label, best.element()) < 0) {
                best.remove();
                best.add(label);
              }
            });
    return best.stream().sorted(BEST_FIRST).toList();
  }

  /**
   * The labels above a score.
   *
   * @param least only labels with a higher score are listed; −∞ for all.
   * @return the labels, the best first.
   */
  public List<Label> above(double least) {
    return scored().filter(label -> label.getScore() > least).sorted(BEST_FIRST).toList();
  }

  private Stream<Label> scored() {
    return prediction.stream()
        .flatMap(known -> known.getOutputScores().values().stream())
        .flatMap(output -> output.getLabelSet().stream());
  }

  /**
   * The names of the labels predicted.
   *
   * @return a new set.
   */
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    prediction.ifPresent(known -> names.addAll(known.getOutput().getNameSet()));
    return names;
  }
}
