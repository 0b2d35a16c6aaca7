package io.github.zlpr.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.sequence.IndependentSequenceTrainer;

class PointersTest {

  private final Pointers pointers = new Pointers(new SpanFeatures());

  private List<Span> throughPointers(Sentence sentence) {
    List<Prediction<MultiLabel>> predictions = new ArrayList<>();
    for (Example<MultiLabel> token : pointers.example(sentence)) {
      predictions.add(new Prediction<>(token.getOutput(), Map.of(), 1, token, false));
    }
    return Pointers.decode(predictions);
  }

  @Test
  void spansThatDoNotOverlapAreFoundAgain() {
    Sentence sentence = Spans.sentence("a b c d e f", "0-2 PER, 2-3 PER, 3-6 LOC");
    assertEquals(sentence.spans(), throughPointers(sentence));
  }

  @Test
  void nestedSpansOfDifferentTypesAreFoundAgain() {
    Sentence sentence = Spans.sentence("a b c d", "0-4 ORG, 1-3 LOC, 1-2 PER");
    assertEquals(sentence.spans(), throughPointers(sentence));
  }

  @Test
  void nestedSpansOfOneTypeAreNotToldApart() {
    assertEquals(
        Spans.of("0-2 PER, 1-2 PER"), throughPointers(Spans.sentence("a b c", "0-3 PER, 1-2 PER")));
  }

  @Test
  void anyMultiLabelTrainerFindsThem() {
    var trainer =
        new IndependentSequenceTrainer<>(
            new LinearMultiLabelTrainer().withEpochs(3).withLoggingInterval(-1.0));
    var model = trainer.train(pointers.dataset(SampleSentences.of(100, 1, false)));
    SpanEvaluation evaluation =
        new SpanEvaluator().evaluate(pointers.tagger(model), SampleSentences.of(50, 2, false));
    assertTrue(evaluation.value("F1") > 0.95, evaluation.toString());
  }
}
